"""Words fall into one normal form."""

import pytest

from pipeline.rules.words import normal_form, split_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("oedema", "edema"),
        ("Haematoma", "hematoma"),
        ("uraemic", "uremic"),
        ("tumours", "tumor"),
        ("disks", "disc"),
        ("vertebrae", "vertebra"),
        ("stenoses", "stenosis"),
        ("metastases", "metastasis"),
        ("masses", "mass"),
        ("reflexes", "reflex"),
        ("biopsies", "biopsy"),
        ("foramina", "foramen"),
        ("stabilisation", "stabilization"),
        ("fibres", "fiber"),
        ("paralysed", "paralyzed"),
        ("leucocytes", "leukocyte"),
        ("patient's", "patient"),
    ],
)
def test_spellings_and_numbers_fall_together(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hour", "hor"),
        ("four", "for"),
        ("disease", "diseasis"),
        ("pus", "pu"),
        ("his", "hi"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


def test_words_keep_their_offsets_and_break_into_segments() -> None:
    words = split_words("Neck-pain; T2 bright.")
    assert [(w.raw, w.start, w.end, w.segment) for w in words] == [
        ("Neck", 0, 4, 0),
        ("pain", 5, 9, 0),
        ("T2", 11, 13, 1),
        ("bright", 14, 20, 1),
    ]
