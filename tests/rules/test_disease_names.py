"""Names of diseases are told by their shape."""

import pytest

from pipeline.pack import load_pack
from pipeline.rules.disease_names import DiseaseNames
from pipeline.rules.words import split_words


@pytest.fixture(scope="module")
def names() -> DiseaseNames:
    return DiseaseNames(load_pack().rows("disease_shapes"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Histology showed a fibroepithelial polyp of the left ureter.",
            ["fibroepithelial polyp of the ureter"],
        ),
        ("It was Melkersson-Rosenthal syndrome.", ["melkersson-rosenthal syndrome"]),
        ("A severe necrotising gastritis was seen.", ["necrotizing gastritis"]),
        ("The tumour was a rare xanthoma.", ["xanthoma"]),
        ("an Askin's tumour", ["askin tumor"]),
        ("peripheral neuropathy", ["peripheral neuropathy"]),
        ("a lymphoma syndrome", ["lymphoma syndrome"]),
    ],
)
def test_a_name_has_the_words_that_belong_to_it(
    names: DiseaseNames, text: str, found: list[str]
) -> None:
    assert [m.concept for m in names.find(text, split_words(text))] == found


@pytest.mark.parametrize(
    "text",
    [
        "The diagnosis of the disease was late.",
        "Severe neuropathy and marked kyphosis were seen.",
        "She had haematuria, trauma and a coma.",
        "The prognosis of this tumour is good.",
    ],
)
def test_what_has_the_shape_and_names_nothing(names: DiseaseNames, text: str) -> None:
    assert list(names.find(text, split_words(text))) == []


def test_a_name_keeps_its_place(names: DiseaseNames) -> None:
    text = "It proved to be an angular xanthoma."
    (match,) = names.find(text, split_words(text))
    assert text[match.start : match.end] == "angular xanthoma"
    assert match.rule == "disease_shapes.tsv#ending"
