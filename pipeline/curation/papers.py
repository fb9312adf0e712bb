"""The documents of a run, found again under whatever name they have now."""

from functools import cached_property

from pipeline.curation.items import text_digest
from pipeline.curation.ledger import Decision
from pipeline.series import Series


class Papers:
    """Documents of one run by name and by the digest of their text."""

    def __init__(self, series: Series) -> None:
        """Read no text before one is asked for."""
        self._series = series
        self._texts: dict[str, str] = {}
        self._twins = {
            str(row["doc_id"]): str(row["duplicate_of"] or "")
            for row in series.documents
            if row["status"] != "rejected"
        }

    def find(self, decision: Decision) -> str | None:
        """Return the name of a decision's document in this run, None if it is gone."""
        name: str | None = decision.doc_id
        if name not in self._twins or (
            decision.text_sha256 and self.digest(name) != decision.text_sha256
        ):
            known = name if name in self._twins else None
            name = self._by_digest.get(decision.text_sha256, known)
        return name and (self._twins[name] or name)

    def text(self, name: str) -> str:
        """Return the text of a document."""
        if name not in self._texts:
            self._texts = {
                name: self._series.text(name)
            }  # the last one; runs are large
        return self._texts[name]

    def digest(self, name: str) -> str:
        """Return the digest of a document's text."""
        if name not in self._digests:
            self._digests[name] = text_digest(self.text(name))
        return self._digests[name]

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {}

    @cached_property
    def _by_digest(self) -> dict[str, str]:
        """Return the first name of each text; one that counts before its twins."""
        names = sorted(self._twins, key=lambda name: (bool(self._twins[name]), name))
        return {self.digest(name): name for name in reversed(names)}
