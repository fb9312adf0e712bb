"""Case series from published case reports: text in, facts with evidence out."""

from typing import Any

__version__ = "0.1.0"


def load(pack: str | None = None, *, model: str | None = None) -> Any:
    """Return the spaCy pipeline of a pack (default: the spine pack).

    `pack` is a pack folder; `model` an installed spaCy model or a path to one.
    """
    from pipeline.nlp import load_nlp

    return load_nlp(pack, model=model)
