"""Scoring: gold in, precision, recall and F1 per field out. Standard library only."""

from pipeline.score.evaluate import evaluate
from pipeline.score.floors import broken_floors, gold_digest, pin_floors, read_baseline
from pipeline.score.page import render_html
from pipeline.score.records import FIELDS, Evaluation, FieldError, FieldScore
from pipeline.score.report import render_json, render_text

__all__ = [
    "FIELDS",
    "Evaluation",
    "FieldError",
    "FieldScore",
    "broken_floors",
    "evaluate",
    "gold_digest",
    "pin_floors",
    "read_baseline",
    "render_html",
    "render_json",
    "render_text",
]
