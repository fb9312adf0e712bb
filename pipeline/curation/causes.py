"""Why two runs differ: what each notes of itself in run.json, compared.

A cause is the nearest one that can be told, in this order: `decision` (a person's),
`text` (the document reads otherwise), `lexicon` (the file of the term), `rule` (the
code, or another rule speaks), `pack` (another file of the pack), `version` (the program
or its model). `unknown` is left where the notes of a run are too old to tell.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import OutputError

CAUSES = ("decision", "text", "lexicon", "rule", "pack", "version", "unknown")
#: What the rule of a fact read from a table starts with: "table:labs.tsv#…".
_TABLE = "table:"


@dataclass(frozen=True, slots=True)
class Notes:
    """What run.json tells; None where an older run does not."""

    version: str | None = None
    model: str | None = None
    rules: str | None = None
    pack: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)


def read_notes(folder: Path) -> Notes:
    """Return the notes of a run; raises OutputError if run.json cannot be read."""
    path = folder / "run.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Notes()
    except ValueError as fault:
        raise OutputError(
            f"{path}: not JSON ({fault}); run `make extract` anew"
        ) from fault
    return _notes(raw) if isinstance(raw, dict) else Notes()


def _notes(raw: Mapping[str, Any]) -> Notes:
    pack = raw.get("pack")
    pack = pack if isinstance(pack, dict) else {}
    files = pack.get("files")
    return Notes(
        version=raw.get("version"),
        model=raw.get("model"),
        rules=raw.get("rules_sha256"),
        pack=pack.get("sha256"),
        files=files if isinstance(files, dict) else {},
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """The notes of two runs side by side."""

    old: Notes
    new: Notes

    def cause(
        self,
        rules: Iterable[str] = (),
        *,
        is_decided: bool = False,
        is_same_text: bool = True,
        is_same_rule: bool = True,
    ) -> str:
        """Return the cause of a change; `rules` are those of its facts."""
        if is_decided:
            return "decision"
        if not is_same_text:
            return "text"
        if any(map(self._is_new_lexicon, rules)):
            return "lexicon"
        if not is_same_rule or _differ(self.old.rules, self.new.rules):
            return "rule"
        return self._cause_beyond_rules()

    def _cause_beyond_rules(self) -> str:
        if _differ(self.old.pack, self.new.pack):
            return "pack"
        if _differ(self.old.version, self.new.version):
            return "version"
        return "version" if self.old.model != self.new.model else "unknown"

    def _is_new_lexicon(self, rule: str) -> bool:
        """Return whether the lexicon a rule names is another: "labs.tsv#sodium"."""
        name = f"lexicon/{lexicon_of(rule)}"
        if not (self.old.files and self.new.files):
            return False
        return self.old.files.get(name) != self.new.files.get(name)


def lexicon_of(rule: str) -> str:
    """Return the file of the term a rule names: "labs.tsv#sodium" -> "labs.tsv"."""
    return rule.removeprefix(_TABLE).partition("#")[0]


def _differ(old: str | None, new: str | None) -> bool:
    return old is not None and new is not None and old != new
