"""Compare a run with a gold folder and add up the figures.

Micro precision, recall and F1 per field, over patients paired one to one inside
each document; extra and missing patients are errors in every field they fill.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.score.explain import Context, explain
from pipeline.score.extras import score_extras
from pipeline.score.gold import read_gold
from pipeline.score.match import compare, pair_patients
from pipeline.score.names import Names, load_names
from pipeline.score.outputs import Outputs, read_outputs
from pipeline.score.records import (
    CORE,
    EXTRAS,
    FIELDS,
    Evaluation,
    FieldError,
    FieldScore,
    GoldArticle,
)


@dataclass(slots=True)
class _Sums:
    """Running sums over documents; lives only inside `evaluate`."""

    tp: Counter[str] = field(default_factory=Counter)
    fp: Counter[str] = field(default_factory=Counter)
    fn: Counter[str] = field(default_factory=Counter)
    errors: list[FieldError] = field(default_factory=list)
    n_kinds_right: int = 0
    n_missing: int = 0

    def add(
        self,
        name: str,
        hits: int,
        n_extra: int,
        n_missed: int,
        error: FieldError | None,
    ) -> None:
        self.tp[name] += hits
        self.fp[name] += n_extra
        self.fn[name] += n_missed
        if error:
            self.errors.append(error)


def evaluate(gold_dir: Path, out_dir: Path, *, only: str = "*") -> Evaluation:
    """Return the figures of the run in `out_dir` against the gold in `gold_dir`.

    `only` is a glob over gold file stems. Raises GoldError or OutputError.
    """
    names = load_names()
    articles = read_gold(gold_dir, names, only=only)
    outputs = read_outputs(out_dir, names)
    sums = _Sums()
    for article in articles:
        _add_article(article, outputs, names, sums)
    return _evaluation(sums, len(articles))


def _add_article(
    article: GoldArticle, outputs: Outputs, names: Names, sums: _Sums
) -> None:
    found_id = outputs.find(article.doc_id)
    doc_id = found_id or article.doc_id
    kind = outputs.documents[found_id].get("kind") if found_id else None
    sums.n_missing += found_id is None
    sums.n_kinds_right += kind == article.kind
    _add_patients(article, doc_id, outputs, names, sums)
    for tally in score_extras(article, doc_id, outputs):
        sums.add(tally.field, tally.hits, tally.n_extra, tally.n_missed, tally.error)


def _add_patients(
    article: GoldArticle, doc_id: str, outputs: Outputs, names: Names, sums: _Sums
) -> None:
    text, facts = outputs.text(doc_id), outputs.facts.get(doc_id, ())
    is_read = doc_id in outputs.documents
    found = outputs.patients.get(doc_id, ())
    for one, other in pair_patients(article.patients, found):
        context = Context(
            article.doc_id, one, other, article.patients, facts, text, is_read, names
        )
        for c in compare(one, other, names):
            error = explain(c, context)
            sums.add(c.field, c.hits, len(c.extra), len(c.missed), error)


def _evaluation(sums: _Sums, n_docs: int) -> Evaluation:
    fields = _scores(FIELDS, sums)
    patients = fields["patients"]
    n_found = patients.tp + patients.fp
    return Evaluation(
        fields,
        FieldScore.pooled([fields[name] for name in CORE]),
        FieldScore.pooled([fields[name] for name in FIELDS if name != "patients"]),
        _scores((name for name in EXTRAS if _is_annotated(name, sums)), sums),
        round(sums.n_kinds_right / n_docs, 3),
        sums.n_missing,
        round(patients.fp / n_found, 3) if n_found else 0.0,
        n_docs,
        tuple(sorted(sums.errors, key=lambda e: (e.field, e.doc_id, e.patient))),
    )


def _is_annotated(name: str, sums: _Sums) -> bool:
    return bool(sums.tp[name] + sums.fn[name] + sums.fp[name])


def _scores(names: Iterable[str], sums: _Sums) -> Mapping[str, FieldScore]:
    return {n: FieldScore.of(sums.tp[n], sums.fp[n], sums.fn[n]) for n in names}
