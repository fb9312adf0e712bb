"""Draw an evaluation as one self-contained web page: no script, light and dark."""

import re
from collections.abc import Iterator
from html import escape

from pipeline.score.records import Evaluation, Fault, FieldError, FieldScore, Quote
from pipeline.score.report import all_scores
from pipeline.score.sentences import search_patterns

_STYLE = """
:root { color-scheme: light dark; --line: #d5d9de; --soft: #f5f6f8; --mark: #ffe69a;
  --ink: #1c2128; --paper: #fff; --dim: #5b6470; --miss: #8a5200; --extra: #a3182b; }
@media (prefers-color-scheme: dark) { :root { --line: #3a414b; --soft: #20252c;
  --mark: #6b5300; --ink: #e4e7eb; --paper: #15181d; --dim: #9aa4b1;
  --miss: #f0b45c; --extra: #ff8f9c; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink);
  background: var(--paper); max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; }
th, td { padding: .2rem .8rem; border-bottom: 1px solid var(--line);
  text-align: right; }
th:first-child, td:first-child { text-align: left; }
a { color: inherit; }
section { margin-top: 2.5rem; }
article { border: 1px solid var(--line); border-radius: 6px; padding: .4rem .9rem;
  margin: .6rem 0; }
h3 { font-size: 1rem; margin: .2rem 0; font-weight: 600; overflow-wrap: anywhere; }
.fault { margin: .4rem 0; }
.missed b { color: var(--miss); } .extra b { color: var(--extra); }
.dim { color: var(--dim); font-size: .9rem; }
blockquote { margin: .3rem 0; padding: .3rem .7rem; background: var(--soft);
  border-left: 3px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; }
summary { cursor: pointer; }
"""


def render_html(evaluation: Evaluation, *, title: str = "Evaluation") -> str:
    """Return the page: figures, then each miss and invention with its sentence."""
    return "\n".join(
        (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
            f"<h1>{escape(title)}</h1>",
            _overview(evaluation),
            *_sections(evaluation),
            "</body>\n</html>\n",
        )
    )


def _overview(evaluation: Evaluation) -> str:
    rows = "\n".join(_row(n, s, evaluation) for n, s in all_scores(evaluation).items())
    return (
        f"<p>{evaluation.n_docs} documents, {evaluation.missing_docs} not read; kind "
        f"right for {evaluation.kind_accuracy:.1%}; invented patients "
        f"{evaluation.invented_patient_rate:.1%}.</p>\n<table>\n<thead><tr><th>field"
        "</th><th>precision</th><th>recall</th><th>F1</th><th>n</th><th>missed</th>"
        f"<th>invented</th></tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _row(name: str, s: FieldScore, evaluation: Evaluation) -> str:
    has_errors = any(error.field == name for error in evaluation.errors)
    label = f'<a href="#{escape(name)}">{escape(name)}</a>' if has_errors else name
    figures = (f"{s.p:.3f}", f"{s.r:.3f}", f"{s.f1:.3f}", s.n, s.fn, s.fp)
    cells = "".join(f"<td>{figure}</td>" for figure in figures)
    return f"<tr><td>{label}</td>{cells}</tr>"


def _sections(evaluation: Evaluation) -> Iterator[str]:
    for name in all_scores(evaluation):
        errors = [error for error in evaluation.errors if error.field == name]
        if errors:
            yield f'<section id="{escape(name)}">\n<h2>{escape(name)}</h2>'
            yield _causes(evaluation.causes(name))
            yield f"<details open><summary>{len(errors)} with errors</summary>"
            yield from (_card(error) for error in errors)
            yield "</details>\n</section>"


def _causes(causes: list[tuple[str, int]]) -> str:
    items = "".join(f"<li>{n} {escape(cause)}</li>" for cause, n in causes)
    return f"<ul>{items}</ul>"


def _card(error: FieldError) -> str:
    patient = f" · patient {error.patient}" if error.patient else ""
    faults = "\n".join(_fault(fault) for fault in error.faults)
    return f"<article>\n<h3>{escape(error.doc_id + patient)}</h3>\n{faults}\n</article>"


def _fault(fault: Fault) -> str:
    word = "missed" if fault.side == "missed" else "invented"
    quotes = "".join(_quote(quote, fault.value) for quote in fault.quotes)
    return (
        f'<div class="fault {fault.side}"><b>{word}</b> {escape(fault.value)} '
        f'<span class="dim">({escape(fault.cause)})</span>{quotes}</div>'
    )


def _quote(quote: Quote, value: str) -> str:
    origin = " · ".join(part for part in (quote.section, quote.rule) if part)
    note = f'<div class="dim">{escape(origin)}</div>' if origin else ""
    return f"<blockquote>{highlight(quote.text, value)}{note}</blockquote>"


def highlight(text: str, value: str) -> str:
    """Return escaped text with the words of an answer marked; all of it if none."""
    item = tuple(value.split(": "))
    spans = sorted(
        (m.start(), _word_end(text, m.end()))
        for pattern in search_patterns(item)
        for m in pattern.finditer(text)
    )
    return _marked(text, spans) if spans else f"<mark>{escape(text)}</mark>"


def _word_end(text: str, end: int) -> int:
    rest = re.compile(r"\w*").match(text, end)
    return rest.end() if rest else end


def _marked(text: str, spans: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in spans:
        if start >= at:
            parts += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
            at = end
    return "".join(parts) + escape(text[at:])
