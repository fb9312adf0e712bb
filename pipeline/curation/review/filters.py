"""Which entries are wanted, as the address says it, and how many each choice has."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from urllib.parse import urlencode

from pipeline.curation.review.entries import KINDS, Entry
from pipeline.curation.states import STATES, ItemState, squeeze

#: What still waits for a person; a patient's empty fields too.
OPEN = ("undecided", "challenged", "orphaned", "conflict")
#: States that top the queue whatever their class is.
URGENT = ("challenged", "conflict", "orphaned")
#: A choice that takes everything.
ANY = "any"
UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Filters:
    """What an address asks for; "" is the default of each.

    The default state is open, the default class all but `format_only`.
    """

    state: str = ""
    kind: str = ""
    cause: str = ""
    field: str = ""
    doc: str = ""
    case: str = ""
    by: str = ""
    has: str = ""
    text: str = ""

    def but(self, name: str) -> "Filters":
        """Return the filters with one open to all."""
        return replace(self, **{name: ANY if name in ("state", "kind") else ""})

    def query(self, **more: str) -> str:
        """Return the part of an address that asks for this."""
        return urlencode({k: v for k, v in {**asdict(self), **more}.items() if v})


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with where it stands: what filters look at."""

    entry: Entry
    state: ItemState

    def cell(self, name: str) -> tuple[str, ...]:
        """Return the values of this line that a filter chooses from."""
        item = self.entry.item
        if name == "by":
            return tuple(verdict.reviewer for verdict in self.state.verdicts)
        cells = {
            "state": self.state.state,
            "kind": self.entry.kind or UNCHANGED,
            "cause": self.entry.cause,
            "field": item.field,
            "doc": item.doc_id,
            "case": item.case_id,
            "has": "value" if item.value or self.state.value else "no value",
        }
        return (cells[name],) if cells[name] else ()

    @property
    def order(self) -> tuple[int, int, int]:
        """Return by what the queue is sorted: what matters most first."""
        calm = self.state.state not in URGENT
        return calm, KINDS.index(self.entry.kind), self.entry.place


CHOSEN = ("state", "kind", "field", "has", "doc", "case", "cause", "by")


def read_filters(query: Mapping[str, str]) -> Filters:
    """Return the filters of an address; what it does not know is left out."""
    return Filters(**{f.name: query.get(f.name, "")[:500] for f in fields(Filters)})


def choose(lines: Iterable[Line], filters: Filters) -> list[Line]:
    """Return the lines that are wanted, in the order of the queue."""
    found = (line for line in lines if _fits(line, filters))
    return sorted(found, key=lambda line: line.order)


def _fits(line: Line, filters: Filters) -> bool:
    item = line.entry.item
    for name in ("field", "doc", "case", "cause", "by", "has"):
        wanted = getattr(filters, name)
        if wanted and wanted not in line.cell(name):
            return False
    if not (_fits_state(line, filters.state) and _fits_kind(line, filters.kind)):
        return False
    words = squeeze(filters.text).split()
    if not words:
        return True
    quotes = (evidence.quote for evidence in item.evidence)
    told = (*item.key, item.value, line.state.value, *quotes)
    everything = squeeze(" ".join(told))
    return all(word in everything for word in words)


def _fits_state(line: Line, wanted: str) -> bool:
    if wanted == ANY:
        return True
    return line.state.state in ((wanted,) if wanted in STATES else OPEN)


def _fits_kind(line: Line, wanted: str) -> bool:
    if wanted == "":
        return line.entry.kind != "format_only"
    return wanted == ANY or wanted in line.cell("kind")


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter and how many entries it would show."""

    value: str
    words: str
    n: int


def facets(lines: Sequence[Line], filters: Filters) -> dict[str, list[Choice]]:
    """Return the choices of each filter, counted under the other filters."""
    return {name: _choices(name, lines, filters) for name in CHOSEN}


def _choices(name: str, lines: Sequence[Line], filters: Filters) -> list[Choice]:
    fitting = [line for line in lines if _fits(line, filters.but(name))]
    counts = Counter(value for line in fitting for value in line.cell(name))
    n = len(fitting)
    if name == "state":
        waiting = sum(counts[state] for state in OPEN)
        first = [Choice("", "open", waiting), Choice(ANY, "all", n)]
        order: Iterable[str] = STATES
    elif name == "kind":
        most = n - counts["format_only"]
        first = [Choice("", "all but format", most), Choice(ANY, "all", n)]
        order = (kind or UNCHANGED for kind in KINDS)
    else:
        first, order = [Choice("", "all", n)], counts
    chosen = getattr(filters, name)
    kept = [o for o in dict.fromkeys(order) if counts[o] or o == chosen]
    return first + [Choice(o, o.replace("_", " "), counts[o]) for o in kept]
