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
        ("low T1, high T2 in both bodies", ["low T1 signal", "high T2 signal"]),
        ("T2: bright core, black wall.", ["high T2 signal", "low T2 signal"]),
        ("of low signal on T1, heterogeneous on T2", ["low T1 signal"]),
        ("dark on T1 and of mixed signal on T2", ["low T1 signal"]),
        (
            "isointense with the cord on T1, bright on T2, displacing the cord",
            ["high T2 signal"],
        ),
        (
            "The cord was pushed back and flattened, with T2 hyperintensity.",
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
