"""How far reviewers agree, field by field and pair by pair; the machine may be a rater.

Only items that both raters judged count; an answer is the value a rater says there is,
and who is in doubt gives none. Cohen's kappa (Cohen 1960); PABAK (Byrt 1993; for k
answers (k * agreement - 1) / (k - 1), Brennan and Prediger 1981), which does not fall
where one answer is common.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path

from pipeline.curation.items import items_of
from pipeline.curation.ledger import Decision, Key, find_ledger
from pipeline.curation.placing import place_decisions
from pipeline.curation.states import (
    ADJUDICATES,
    by_key,
    human_value,
    in_force,
    squeeze,
    verdicts,
)
from pipeline.errors import LedgerError
from pipeline.series import open_series

MACHINE = "the program"
#: The row over all fields; it has no kappa, for answers of fields do not compare.
ALL = "all"
Answers = Mapping[Key, str]
Figures = tuple[float | None, float | None, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two raters on one field; a figure is None where it is undefined.

    `prevalence` is the share of the commonest answer among those of both.
    """

    field: str
    raters: tuple[str, str]
    n: int
    agreement: float | None = None
    kappa: float | None = None
    pabak: float | None = None
    prevalence: float | None = None


def measure(one: Sequence[str], other: Sequence[str]) -> Figures:
    """Return agreement, kappa, PABAK and prevalence of two raters' answers.

    Kappa is undefined where both give one and the same answer throughout.
    """
    n = len(one)
    if not n:
        return None, None, None, None
    observed = sum(a == b for a, b in zip(one, other, strict=True)) / n
    left, right = Counter(one), Counter(other)
    both = left + right
    k = max(2, len(both))
    expected = sum(left[answer] * right[answer] for answer in left) / n**2
    kappa = None if len(both) == 1 else (observed - expected) / (1 - expected)
    pabak = (k * observed - 1) / (k - 1)
    return observed, kappa, pabak, max(both.values()) / (2 * n)


def agree(paths: Iterable[Path], run: Path | None = None) -> list[Agreement]:
    """Return the agreement of each pair of raters, by pair and field.

    With a run its values are those of a further rater, and decisions are placed on it.
    Raises LedgerError if a ledger is missing or there are no two raters.
    """
    found = {d.id: d for path in paths for d in find_ledger(path).decisions}
    decisions: Sequence[Decision] = sorted(found.values(), key=lambda d: d.at)
    machine: Answers = {}
    if run:
        series = open_series(run)
        decisions = place_decisions(series, decisions).decisions
        machine = {item.key: squeeze(item.value) for item in items_of(series)}
    answers: dict[str, Answers] = dict(sorted(answers_of(decisions).items()))
    if run:
        judged = {key for some in answers.values() for key in some}
        answers[MACHINE] = {key: machine.get(key, "") for key in judged}
    if len(answers) <= 1:
        raise LedgerError(
            "agreement needs two raters; name another ledger, or a run with --run"
        )
    return [row for pair in combinations(answers, 2) for row in _rows(pair, answers)]


def answers_of(decisions: Iterable[Decision]) -> dict[str, dict[Key, str]]:
    """Return what each reviewer says of each item; adjudications are no judgements."""
    found: dict[str, dict[Key, str]] = {}
    for key, some in by_key(decisions).items():
        own = [d for d in in_force(some) if not d.extra.get(ADJUDICATES)]
        for verdict in verdicts(own):
            value = human_value(verdict)
            if key[1] and value is not None:
                found.setdefault(verdict.reviewer, {})[key] = squeeze(value)
    return found


def _rows(pair: tuple[str, str], answers: Mapping[str, Answers]) -> Iterator[Agreement]:
    one, other = (answers[name] for name in pair)
    keys = sorted(one.keys() & other.keys())
    for field in sorted({key[1] for key in keys}):
        mine = [key for key in keys if key[1] == field]
        figures = measure([one[k] for k in mine], [other[k] for k in mine])
        yield Agreement(field, pair, len(mine), *figures)
    observed, *_ = measure([one[k] for k in keys], [other[k] for k in keys])
    yield Agreement(ALL, pair, len(keys), observed)


def render_json(rows: Iterable[Agreement]) -> str:
    """Return the figures as JSON; what is undefined is null."""
    return json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False)


def render_text(rows: Iterable[Agreement]) -> str:
    """Return the figures as a table for each pair."""
    lines: list[str] = []
    pair: tuple[str, str] | None = None
    for row in rows:
        if row.raters != pair:
            pair = row.raters
            names = " and ".join(" ".join(name.split()) for name in pair)
            lines += [*([""] if lines else []), names, _HEAD]
        told = [_percent(row.agreement), *map(_decimal, _rest(row))]
        lines.append(f"  {row.field:<14}{row.n:>6}" + "".join(f"{t:>12}" for t in told))
    return "\n".join(lines)


_HEAD = (
    "  "
    + "field".ljust(14)
    + "n".rjust(6)
    + "".join(name.rjust(12) for name in ("agreement", "kappa", "PABAK", "prevalence"))
)


def _rest(row: Agreement) -> tuple[float | None, ...]:
    return () if row.field == ALL else (row.kappa, row.pabak, row.prevalence)


def _percent(share: float | None) -> str:
    return "undefined" if share is None else f"{share:.1%}"


def _decimal(figure: float | None) -> str:
    return "undefined" if figure is None else f"{figure:.2f}"
