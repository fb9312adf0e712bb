"""Terms of a lexicon are found in any spelling, order and number."""

from types import MappingProxyType

import pytest

from pipeline.pack import Row
from pipeline.rules.terms import TermIndex
from pipeline.rules.words import split_words


def index(*terms: tuple[str, str]) -> TermIndex:
    rows = [
        Row(MappingProxyType({"term": term, "concept": concept}), "toy.tsv", line)
        for line, (term, concept) in enumerate(terms, 2)
    ]
    return TermIndex("toy", rows)


def found(terms: TermIndex, text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.concept) for m in terms.find(split_words(text))]


def test_hyphen_plural_and_british_spelling_match() -> None:
    terms = index(("spinal epidural hematoma", "hematoma"))
    assert found(terms, "Two spinal-epidural haematomas.") == [
        ("spinal-epidural haematomas", "hematoma")
    ]


def test_longest_match_wins() -> None:
    terms = index(("pain", "pain"), ("neck pain", "neck pain"))
    assert found(terms, "Neck pain and arm pain") == [
        ("Neck pain", "neck pain"),
        ("pain", "pain"),
    ]


def test_a_term_that_means_nothing_shadows_a_shorter_one() -> None:
    terms = index(("rest", "rest"), ("the rest of", "-"))
    assert found(terms, "The rest of the cord; bed rest.") == [("rest", "rest")]


@pytest.mark.parametrize("text", ["pt was seen", "Pt"])
def test_capitals_match_their_case(text: str) -> None:
    assert found(index(("PT", "physiotherapy")), text) == []
    assert found(index(("PT", "physiotherapy")), "PT was begun") == [
        ("PT", "physiotherapy")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The spinal cord was severely compressed",
        "compression of the cord",
        "a mass compressing the cord",
        "Cord compression",
    ],
)
def test_a_frame_matches_in_any_order(text: str) -> None:
    terms = index(("cord & compress*", "spinal cord compression"))
    assert [concept for _, concept in found(terms, text)] == ["spinal cord compression"]


@pytest.mark.parametrize(
    "text",
    [
        "The cord was normal; the root was compressed",
        "The cord, as the second look at all the many films made clear, was compressed",
        "Cord signal rose. Compression stockings were worn",
    ],
)
def test_a_frame_stays_in_its_clause_and_near(text: str) -> None:
    assert found(index(("cord & compress*", "spinal cord compression")), text) == []


def test_an_ordered_frame_keeps_its_order() -> None:
    terms = index(("unable > walk", "inability to walk"))
    assert found(terms, "He was unable to walk") == [
        ("unable to walk", "inability to walk")
    ]
    assert found(terms, "After a walk he was unable to speak") == []


def test_alternatives_of_a_slot_all_match() -> None:
    terms = index(("weak*|powerless leg|limb", "leg weakness"))
    assert [c for _, c in found(terms, "weakened legs, powerless limbs")] == [
        "leg weakness"
    ] * 2


def test_the_rule_names_the_row() -> None:
    (match,) = index(("calcif*", "calcification")).find(split_words("calcified"))
    assert match.rule == "toy.tsv#calcif*"
