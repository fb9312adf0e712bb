"""Score what stands beside the patients: cited cases, metadata and claims."""

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.score.match import agree
from pipeline.score.outputs import Outputs, level_items, number
from pipeline.score.records import Fault, FieldError, GoldArticle, Quote, Row

#: Looked up in documents.csv; a key of the gold without a column is not scored.
METADATA = ("title", "journal", "year", "volume", "pages", "doi", "pmid", "pmcid")
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "‑": "-"})


@dataclass(frozen=True, slots=True)
class Tally:
    """Hits in one extra field of one document, with the error if there is one."""

    field: str
    hits: int
    error: FieldError | None
    n_missed: int
    n_extra: int


def score_extras(
    article: GoldArticle, doc_id: str, outputs: Outputs
) -> Iterator[Tally]:
    """Yield a tally for each extra that the gold of this article annotates."""
    if article.literature is not None:
        yield _literature(article, outputs.cited.get(doc_id, ()))
    if article.document is not None:
        yield _metadata(article, outputs.documents.get(doc_id, {}))
    if article.claims is not None:
        yield from _claims(article, outputs.claims.get(doc_id, ()))


def plain(value: object) -> str:
    """Return text for comparison: case, spaces, dashes, quotes and full stop folded."""
    text = unicodedata.normalize("NFKC", "" if value is None else str(value))
    return " ".join(text.translate(_SAME).casefold().split()).rstrip(".")


def _literature(article: GoldArticle, rows: tuple[Row, ...]) -> Tally:
    """Pair cited cases one to one: same source, and age, sex and level agree."""
    left = list(rows)
    missed = []
    for gold in article.literature or ():
        found = next((row for row in left if same_cited_case(gold, row)), None)
        if found is None:
            missed.append(Fault("missed", _cited_name(gold), _nearest(gold, rows)))
        else:
            left.remove(found)
    extra = [Fault("extra", _row_name(row), "not in the gold") for row in left]
    return _tally("literature", article, len(rows) - len(left), [*missed, *extra])


def same_cited_case(gold: Mapping[str, object], row: Row) -> bool:
    """Return whether a row of cited_cases.csv is the case of the gold.

    What the gold leaves open may be anything; of the levels one must be shared.
    """
    age, sex = number(gold.get("age_years")), gold.get("sex")
    wanted = gold.get("lesion_levels")
    levels = {(str(w),) for w in wanted} if isinstance(wanted, list) else set()
    return (
        same_source(str(gold.get("source")), row.get("cited_source") or "")
        and (age is None or agree("age", age, number(row.get("age_years"))))
        and (sex is None or sex == row.get("sex"))
        and (not levels or bool(levels & level_items(row.get("lesion_levels"))))
    )


def same_source(one: str, other: str) -> bool:
    """Return whether two source names share first surname and year.

    "Smith 2010" is "Smith et al., 2010 [14]".
    """
    return _source_key(one) == _source_key(other)


def _source_key(source: str) -> tuple[str, str]:
    letters = unicodedata.normalize("NFKD", source).casefold()
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    name = re.search(r"[^\W\d_][\w'-]*", letters)
    year = re.search(r"\b(?:18|19|20)\d\d", letters)
    return name.group() if name else "", year.group() if year else ""


def _nearest(gold: Mapping[str, object], rows: tuple[Row, ...]) -> str:
    source = str(gold.get("source"))
    is_there = any(same_source(source, r.get("cited_source") or "") for r in rows)
    return "row found, cells differ" if is_there else "row not found"


def _cited_name(gold: Mapping[str, object]) -> str:
    cells = [gold.get(key) for key in ("source", "age_years", "sex")]
    levels = gold.get("lesion_levels")
    cells += levels if isinstance(levels, list) else []
    return ", ".join(f"{c:g}" if isinstance(c, float) else str(c) for c in cells if c)


def _row_name(row: Row) -> str:
    columns = ("cited_source", "age_years", "sex", "lesion_levels")
    return ", ".join(row[c] for c in columns if row.get(c))


def _metadata(article: GoldArticle, row: Row) -> Tally:
    gold = article.document or {}
    hits, faults = 0, []
    for key in METADATA:
        wanted, got = gold.get(key), row.get(key)
        if wanted is None or (row and key not in row):
            continue
        if plain(wanted) == plain(got):
            hits += 1
            continue
        faults.append(
            Fault("missed", f"{key}: {wanted}", "differs" if got else "blank")
        )
        if got:
            faults.append(Fault("extra", f"{key}: {got}", "differs"))
    return _tally("metadata", article, hits, faults)


def _claims(article: GoldArticle, rows: tuple[Row, ...]) -> Iterator[Tally]:
    gold = article.claims or ()
    yield _compare("claims", article, gold, rows, _claim_key)
    dosed = [claim for claim in gold if claim.get("dose")]
    found = [row for row in rows if row.get("dose")]
    yield _compare("claim_doses", article, dosed, found, _dose_key)


def _claim_key(claim: Mapping[str, object]) -> tuple[str, ...]:
    category = plain(claim.get("category")).replace("_", " ")
    return category, plain(claim.get("name"))


def _dose_key(claim: Mapping[str, object]) -> tuple[str, ...]:
    return *_claim_key(claim), plain(claim.get("dose"))


def _compare(
    field: str,
    article: GoldArticle,
    gold: Iterable[Mapping[str, object]],
    rows: Iterable[Row],
    key: Callable[[Mapping[str, object]], tuple[str, ...]],
) -> Tally:
    wanted: dict[Hashable, str] = {key(c): ": ".join(key(c)) for c in gold}
    got = {key(row): row for row in rows}
    missed = [
        Fault("missed", name, "not read") for k, name in wanted.items() if k not in got
    ]
    extra = [
        Fault("extra", ": ".join(k), "not in the gold", (_claim_quote(row),))
        for k, row in got.items()
        if k not in wanted
    ]
    return _tally(field, article, len(wanted) - len(missed), [*missed, *extra])


def _claim_quote(row: Row) -> Quote:
    return Quote(row.get("quote") or "", row.get("section") or "")


def _tally(field: str, article: GoldArticle, hits: int, faults: list[Fault]) -> Tally:
    n_missed = sum(fault.side == "missed" for fault in faults)
    error = FieldError(field, article.doc_id, "", tuple(faults)) if faults else None
    return Tally(field, hits, error, n_missed, len(faults) - n_missed)
