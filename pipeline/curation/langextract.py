"""Extractions of LangExtract (JSON Lines with char intervals) as another reader's.

A line is a document: `document_id` (or its `text`) and `extractions`, each with
`extraction_class`, `extraction_text`, `char_interval` and `attributes`. The class names
a field or a column of cases.csv; `attributes` may give patient, concept, status,
levels, modality, value, unit and interpretation.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.curation import columns
from pipeline.curation.items import SINGLE, fields_of, text_digest
from pipeline.curation.names import Names
from pipeline.curation.placing import find_quote
from pipeline.curation.second_reading import Reading, Unaligned, sentence_at
from pipeline.pack import Pack
from pipeline.series import Series

#: Other words for fields.
_ALIASES = {
    "finding": "imaging",
    "imaging_finding": "imaging",
    "treatment": "intervention",
    "procedure": "intervention",
    "surgery": "intervention",
    "medication": "intervention",
    "laboratory": "lab",
    "follow_up": "followup",
    "symptom_duration": "duration",
    "gender": "sex",
}
_COUNT = re.compile(r"(\d+(?:\.\d+)?)[\s-]*(day|week|month|year)s?", re.IGNORECASE)
Found = Iterator[Reading | Unaligned]


def read_extractions(
    path: Path, lines: Iterable[tuple[str, object]], series: Series, pack: Pack
) -> Found:
    """Yield what LangExtract read, placed on the documents and patients of a run."""
    reader = _Reader(series, pack)
    for where, data in lines:
        document = data if isinstance(data, dict) else {}
        doc_id = reader.document(document)
        if doc_id is None:
            name = document.get("document_id")
            yield Unaligned(where, f"no document {name!r} in the run")
            continue
        extractions = document.get("extractions")
        listed = extractions if isinstance(extractions, list) else []
        for number, one in enumerate(listed, 1):
            place = f"{where}, extraction {number}"
            yield reader.read(place, doc_id, one if isinstance(one, dict) else {})


class _Reader:
    """Reads extractions onto one run."""

    def __init__(self, series: Series, pack: Pack) -> None:
        self.series = series
        self.names = Names(series, pack)
        self.fields = fields_of(series)
        self.stems = {
            str(row["source"]).rpartition("/")[2]: str(row["doc_id"])
            for row in series.documents
        }
        self.cases: dict[str, list[str]] = {}
        for case in series.cases:
            self.cases.setdefault(str(case["doc_id"]), []).append(str(case["case_id"]))

    def document(self, data: Mapping[str, Any]) -> str | None:
        """Return the document by its name, its file, or its very text."""
        known = {str(row["doc_id"]) for row in self.series.documents}
        name = str(data.get("document_id") or "")
        if name in known:
            return name
        if name in self.stems:
            return self.stems[name]
        text = data.get("text")
        if not isinstance(text, str) or not text:
            return None
        digest = text_digest(text)
        same = (n for n in sorted(known) if text_digest(self.series.text(n)) == digest)
        return next(same, None)

    def read(
        self, where: str, doc_id: str, one: Mapping[str, Any]
    ) -> Reading | Unaligned:
        """Return one extraction as a reading, or why it has no place."""
        given = one.get("attributes")
        said: Mapping[str, Any] = given if isinstance(given, dict) else {}
        text = str(one.get("extraction_text") or "")
        name = str(one.get("extraction_class") or "")
        field, status = self.field(name)
        if field is None:
            return Unaligned(where, f"class {name!r} is no field of the run")
        case_id = self.case(doc_id, said)
        if case_id is None:
            return Unaligned(where, "which patient? give attributes.patient, from 1")
        found = self.quote(doc_id, text, one.get("char_interval"))
        if found is None:
            return Unaligned(where, f"{text[:60]!r} is not in the text of {doc_id}")
        concept = self.concept(field, said, text)
        if concept is None:
            words = said.get("concept") or text
            return Unaligned(where, f"{str(words)[:60]!r} is no {field} of the pack")
        value = _value(field, {"status": status} | dict(said), text)
        modality = str(said.get("modality") or "") if field == "imaging" else ""
        quote, start = found
        return Reading(
            where, doc_id, case_id, field, concept, modality, value, quote, start
        )

    def field(self, name: str) -> tuple[str | None, str]:
        """Return field and status of a class: "symptoms_denied", "Finding", "age"."""
        plain = re.sub(r"[\s-]+", "_", name.strip().casefold())
        for table in (columns.CONCEPTS, columns.SCALARS):
            if plain in table:
                field, status = table[plain]
                return field, status if table is columns.CONCEPTS else ""
        for one in (plain, _ALIASES.get(plain, ""), plain.removesuffix("s")):
            if one in self.fields:
                return one, ""
        return _ALIASES.get(plain.removesuffix("s")), ""

    def case(self, doc_id: str, said: Mapping[str, Any]) -> str | None:
        """Return the patient that is meant; the only one need not be named."""
        cases = self.cases.get(doc_id, [])
        number = said.get("patient", said.get("case"))
        if number is None:
            return cases[0] if len(cases) == 1 else None
        name = f"{doc_id}#{str(number).rpartition('#')[2]}"
        return name if name in cases else None

    def quote(
        self, doc_id: str, words: str, interval: object
    ) -> tuple[str, int] | None:
        """Return the sentence around the words of an extraction, and its start."""
        text = self.series.text(doc_id)
        start = interval.get("start_pos") if isinstance(interval, dict) else None
        known = start if isinstance(start, int) and start >= 0 else None
        found = find_quote(text, words, known) if words.strip() else None
        if found is None:
            return None
        first, last = sentence_at(text, found[0])
        last = max(last, found[1])
        return text[first:last], first

    def concept(self, field: str, said: Mapping[str, Any], text: str) -> str | None:
        """Return the pack's name of what was read; None where it has none."""
        if field in SINGLE:
            return ""
        if field == "level":
            return "lesion"
        return self.names.concept(field, str(said.get("concept") or text))


def _value(field: str, said: Mapping[str, Any], text: str) -> str:
    """Return an extraction in the words of items: "performed C3-C4", "46 years"."""
    value = str(said.get("value") or "")
    if field in ("sex", "outcome"):
        return value or str(said.get("concept") or text)
    if field in SINGLE:
        unit = str(said.get("unit") or "")
        match = _COUNT.search(text)
        return f"{value} {unit}".strip() if value else _counted(match, text)
    levels = said.get("levels") or (text if field == "level" else "")
    told = levels if isinstance(levels, str) else "; ".join(map(str, levels))
    names = ("status", "interpretation")
    parts = [*(str(said.get(name) or "") for name in names), value]
    parts += [str(said.get("unit") or "") if value else "", told]
    usual = "performed" if field == "intervention" else "present"
    return " ".join(filter(None, parts)) or usual


def _counted(match: re.Match[str] | None, text: str) -> str:
    return f"{match[1]} {match[2].casefold()}s" if match else text
