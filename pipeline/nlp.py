"""Pack to spaCy pipeline; the only importer of scispaCy.

Without a model the tokenizer is scispaCy's on a blank English pipeline and nothing is
downloaded. With one (an installed package or a path) the same components run after the
model's own, on its tokens, sentences, tags and entities.
"""

import configparser
import re
import warnings
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import spacy
from scispacy.abbreviation import AbbreviationDetector
from scispacy.custom_tokenizer import combined_rule_tokenizer
from spacy.language import Language, create_tokenizer
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import load_config

from pipeline.errors import ModelError, PackError
from pipeline.pack import Pack, default_pack, load_pack
from pipeline.rules import components

#: Characters without a blank; the longest web addresses of articles have some 300.
LONGEST_RUN = 500
_NO_CANDIDATES = r"\[W036\]"


@spacy.registry.misc("caseseries.pack.v1")
def _pack(path: str | None) -> Pack:
    return load_pack(path)


@spacy.registry.misc("caseseries.rows.v1")
def _rows(pack: str | None, lexicon: str) -> list[dict[str, str]]:
    return [dict(row.cells) for row in _pack(pack).rows(lexicon)]


@spacy.registry.tokenizers("caseseries.scispacy_tokenizer.v1")
def _tokenizer() -> Callable[[Language], Tokenizer]:
    return _make_tokenizer


def _make_tokenizer(nlp: Language) -> Tokenizer:
    """Return scispaCy's tokenizer; it starts from the rules of spaCy's own."""
    nlp.tokenizer = create_tokenizer()(nlp)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Possible set union", FutureWarning)
        return combined_rule_tokenizer(nlp)


class BoundedTokenizer:
    """A tokenizer that cuts what runs on for long without a blank.

    spaCy reads such a run again for each affix it takes off: the square of its length.
    """

    def __init__(self, tokenizer: Callable[[str], Doc]) -> None:
        """Wrap a tokenizer."""
        self.tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        """Return the tokens of a text."""
        cuts = [
            at
            for run in re.finditer(r"\S+", text)
            for at in range(run.start() + LONGEST_RUN, run.end(), LONGEST_RUN)
        ]
        if not cuts:
            return self.tokenizer(text)
        docs = [self.tokenizer(text[a:b]) for a, b in pairwise((0, *cuts, len(text)))]
        words = [token.text for doc in docs for token in doc]
        spaces = [bool(token.whitespace_) for doc in docs for token in doc]
        return Doc(docs[0].vocab, words=words, spaces=spaces)


class Abbreviations:
    """scispaCy's AbbreviationDetector, silent where a document has no candidates."""

    def __init__(self, nlp: Language) -> None:
        """Build the detector for a pipeline."""
        self.detector = AbbreviationDetector(nlp)
        # It uses no bracket of more than 8 tokens, but keeps every "(" open to the
        # end of the text: the square of their number.
        matcher = self.detector.matcher
        matcher.remove("parenthesis")
        pattern = [{"ORTH": "("}, {"OP": "{1,8}"}, {"ORTH": ")"}]
        matcher.add("parenthesis", [pattern])

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.abbreviations`."""
        if "(" not in doc.text:
            return doc
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=_NO_CANDIDATES)
            found: Doc = self.detector(doc)
        return found


@Language.factory("caseseries_abbreviations")
def make_abbreviations(nlp: Language, name: str) -> Abbreviations:
    """Return the abbreviation component."""
    return Abbreviations(nlp)


def load_nlp(pack: Path | str | None = None, *, model: str | None = None) -> Language:
    """Return the pipeline of a pack, on top of a spaCy model if one is named.

    Raises PackError for a broken pack, ModelError for a model that is not there.
    """
    folder = str(Path(pack).resolve()) if pack else str(default_pack())
    _pack(folder)  # a broken lexicon speaks before spaCy wraps the error
    overrides = {"paths.pack": folder}
    try:
        config = load_config(
            Path(folder) / "config.cfg", overrides=overrides, interpolate=True
        )
    except (ValueError, configparser.Error) as fault:
        raise PackError(f"{folder}/config.cfg: {fault}; mend the config") from fault
    nlp = _on_model(model, config) if model else _blank(config, folder)
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer)
    return nlp


def _blank(config: Any, folder: str) -> Language:
    try:
        return spacy.util.load_model_from_config(config, auto_fill=True)
    except ValueError as fault:
        first = str(fault).strip().splitlines()[0]
        raise PackError(f"{folder}/config.cfg: {first}; mend the config") from fault


def _on_model(model: str, config: Any) -> Language:
    try:
        nlp = spacy.load(model)
    except OSError as fault:
        what = "holds no spaCy model" if Path(model).is_dir() else "is not installed"
        raise ModelError(
            f"model {model!r} {what}; install it with pip, name the folder of one, "
            "or leave --model out"
        ) from fault
    except ValueError as fault:
        first = str(fault).strip().splitlines()[0]
        raise ModelError(f"model {model!r} does not load: {first}") from fault
    for name in config["nlp"]["pipeline"]:
        options = dict(config["components"][name])
        nlp.add_pipe(options.pop("factory"), name=name, config=options)
    return nlp


__all__ = ["components", "load_nlp"]
