"""MRI signal is read from descriptor and sequence."""

import pytest

from pipeline.rules.signal import find_signals


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        (
            "The nodule was dark on T1- and T2-weighted images.",
            ["low T1 signal", "low T2 signal"],
        ),
        (
            "It was hypointense on T1 and hyperintense on T2.",
            ["low T1 signal", "high T2 signal"],
        ),
        ("isointense on T1WI and of low signal on T2WI", ["low T2 signal"]),
        ("low signal intensity on all sequences", ["low T1 signal", "low T2 signal"]),
        ("bright on STIR images", ["high T2 signal"]),
        ("T2 hyperintensity within the cord at C5", ["cord signal change"]),
        (
            "On T2-weighted images there was high intramedullary signal",
            ["cord signal change"],
        ),
    ],
)
def test_signals(text: str, concepts: list[str]) -> None:
    assert [s.concept for s in find_signals(text, 0, len(text))] == concepts


@pytest.mark.parametrize(
    "text",
    [
        "He passed dark urine.",
        "The T1 and T2 vertebrae were fused.",
        "A bright child of 9.",
    ],
)
def test_no_signal(text: str) -> None:
    assert find_signals(text, 0, len(text)) == []
