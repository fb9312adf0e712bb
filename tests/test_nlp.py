"""The pipeline runs on a blank tokenizer, and on any spaCy model the same way."""

from pathlib import Path

import pytest
import spacy
from spacy.training import Example

import pipeline
from pipeline.errors import ModelError, PackError
from pipeline.extract import Extractor
from pipeline.nlp import load_nlp
from pipeline.pack import load_pack
from pipeline.records import Document, Section
from pipeline.rules.spans import reading_of

TEXT = (
    "A 54-year-old woman had neck pain for two months. She denied fever. CT showed "
    "tumoral calcinosis (TC) at C4-C5. The TC was excised and at one year she was well."
)


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    """Return the default pipeline."""
    loaded: spacy.Language = pipeline.load()
    return loaded


@pytest.fixture(scope="module")
def on_model(tmp_path_factory: pytest.TempPathFactory) -> Extractor:
    """Train and save a tiny tagger and entity recogniser; return the extractor on it."""
    model = spacy.blank("en")
    tagger, ner = model.add_pipe("tagger"), model.add_pipe("ner")
    tagger.add_label("NOUN")
    tagger.add_label("VERB")
    ner.add_label("ENTITY")
    doc = model.make_doc("calcinosis hurts")
    gold = {"tags": ["NOUN", "VERB"], "entities": [(0, 10, "ENTITY")]}
    examples = [Example.from_dict(doc, gold)]
    model.initialize(lambda: examples)
    for _ in range(3):
        model.update(examples)
    folder = tmp_path_factory.mktemp("model") / "tiny"
    model.to_disk(folder)
    return Extractor(load_pack(), model=str(folder))


def document() -> Document:
    section = Section("", "body", 0, len(TEXT))
    return Document("doc", "doc.txt", "txt", "", TEXT, sections=(section,))


def facts(extractor: Extractor) -> set[tuple[object, ...]]:
    extraction = extractor.extract(document())
    return {(f.field, f.concept, f.value, f.status) for f in extraction.facts}


def test_rules_give_the_same_facts_on_a_trained_model(
    on_model: Extractor, spine: Extractor
) -> None:
    assert facts(on_model) == facts(spine)


def test_the_models_own_tags_and_entities_are_kept(on_model: Extractor) -> None:
    doc = on_model.nlp(TEXT)
    assert on_model.nlp.pipe_names[:2] == ["tagger", "ner"]
    assert doc.has_annotation("TAG")


def test_a_short_form_of_the_document_stands_for_its_long_form(
    nlp: spacy.Language,
) -> None:
    reading = reading_of(nlp(TEXT))
    short = [t for t in reading.terms["conditions"] if t.rule.endswith(":TC")]
    assert {t.concept for t in short} == {"tumoral calcinosis"}
    assert TEXT[short[-1].start : short[-1].end] == "TC"


def test_the_assertion_component_works_alone(nlp: spacy.Language) -> None:
    doc = nlp.get_pipe("sentences")(nlp.make_doc("There was fever but no cough."))
    doc.spans["mentions"] = [doc[2:3], doc[5:6]]
    doc = nlp.get_pipe("assertion")(doc)
    assert [span._.status for span in doc.spans["mentions"]] == ["present", "absent"]
    assert [span._.subject for span in doc.spans["mentions"]] == ["patient"] * 2


def test_plain_text_goes_through_without_a_reader(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    shown = {(span.label_, span.id_) for span in doc.spans["mentions"]}
    assert ("symptom", "neck pain") in shown


def test_an_unknown_model_is_named_with_the_next_step() -> None:
    with pytest.raises(ModelError, match="'no_such_model' is not installed"):
        load_nlp(model="no_such_model")


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no spaCy model; install it with pip, "):
        load_nlp(model=str(tmp_path))


def test_a_broken_config_is_named(small_pack) -> None:
    folder = small_pack()
    (folder / "config.cfg").write_text("[nlp]\nlang = \n[nlp]\n", "utf-8")
    with pytest.raises(PackError, match=r"config\.cfg: .*; mend the config"):
        load_nlp(folder)
