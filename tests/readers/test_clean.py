"""Normalisation: every character and line end has one form."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.clean import characters, join_spaced_letters, normalise


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("ﬂexion and ﬁxation", "flexion and fixation"),
        ("C5‐C6, C5‑C6, C5−C6", "C5-C6, C5-C6, C5-C6"),
        ("C5–C6 — both", "C5–C6 — both"),
        ("5\u00a0mg\u2009daily\u202fat noon", "5 mg daily at noon"),
        ("calci\u00adfied, os\ufffesified", "calcified, ossified"),
        ("low\u00ad back", "low back"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("cafe\u0301", "café"),
        ("  two   spaces\there ", "two spaces here"),
    ],
)
def test_characters_get_one_form(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a calci-\nfied disc", "a calcified disc"),
        ("at C5-\nC6", "at C5-C6"),
        ("a T1-\nweighted image", "a T1-weighted image"),
        ("an anti-\ninflammatory drug", "an anti-inflammatory drug"),
        ("a 7-\nyear-old girl", "a 7-year-old girl"),
        ("an X-\nray", "an X-ray"),
        ("Al-\nHassan", "Al-Hassan"),
        ("soft\u00ad\nened", "softened"),
        ("two\nlines", "two lines"),
        ("the right -\nnot the left", "the right - not the left"),
    ],
)
def test_line_ends_join_words_but_keep_compounds(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("c a l c i f i e d   d i s c", "calcified disc"),
        ("D I S C U S S I O N", "DISCUSSION"),
        ("a b of c", "a b of c"),
        ("Patients A B C were seen", "Patients A B C were seen"),
    ],
)
def test_spaced_letters_of_ocr_are_joined(raw: str, expected: str) -> None:
    assert join_spaced_letters(raw) == expected


@given(st.text())
def test_normal_text_is_nfc_on_one_line_and_stays_so(text: str) -> None:
    once = normalise(text)
    assert unicodedata.is_normalized("NFC", once)
    assert "\n" not in once
    assert normalise(once) == once


@given(st.text())
def test_characters_keep_line_breaks_only_as_newlines(text: str) -> None:
    assert not set(characters(text)) & set("\r\x0b\x0c\u2028\u2029\x00")
