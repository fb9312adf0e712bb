"""The plots are SVG of text and links, the same each time, and carry no script."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence

import pytest

from pipeline.analysis.figures import (
    Drawing,
    draw_ages,
    draw_spine,
    draw_years,
    titled,
)
from pipeline.analysis.spine import patients_per_place
from pipeline.series import Row

ONE: list[Row] = [{"case_id": "d#1", "lesion_levels": "C4-C5"}]
HREF = "{http://www.w3.org/1999/xlink}href"


def link(rows: Sequence[Row], name: str) -> str:
    return f"#{name}&<'\"{len(rows)}"


def drawings(rows: list[Row]) -> list[Drawing]:
    ages = {sex: {"0-9": rows, "10-19": []} for sex in ("female", "male")}
    return [
        draw_spine(patients_per_place(rows), link),
        draw_ages(ages, link),
        draw_years({2010: rows} if rows else {}, link),
    ]


@pytest.mark.parametrize("rows", [[], ONE, ONE * 400], ids=["none", "one", "many"])
def test_any_number_of_patients_can_be_drawn(rows: list[Row]) -> None:
    for drawing in drawings(rows):
        root = ET.fromstring(titled(drawing))
        assert root.tag.endswith("svg")


def test_a_pyramid_of_no_decades_can_be_drawn() -> None:
    assert draw_ages({"female": {}, "male": {}}, link).svg.startswith("<svg")


def test_the_count_links_to_its_patients_and_text_stays_text() -> None:
    spine, ages, years = drawings(ONE)
    for drawing, address in (
        (spine, "#Level C4-C5&<'\"1"),
        (ages, "#Female, 0-9 years&<'\"1"),
        (years, "#Published 2010&<'\"1"),
    ):
        root = ET.fromstring(drawing.svg)
        assert address in {element.get(HREF) for element in root.iter()}
    assert ">C4<" in re.sub(r"\s", "", spine.svg)


def test_the_description_tells_the_figures() -> None:
    spine, ages, years = drawings(ONE)
    assert spine.alt == "Patients per level: C4-C5 1."
    assert ages.alt == "Age by sex. female: 0-9 years 1; male: 0-9 years 1."
    assert years.alt == "Patients by year: 2010 1."
    assert drawings([])[0].alt == "Patients per level: none."
    root = ET.fromstring(titled(spine))
    assert root.get("role") == "img"
    [title] = [e for e in root if e.get("id") == root.get("aria-labelledby")]
    assert title.text == spine.alt


def test_colours_follow_the_page() -> None:
    for drawing in drawings(ONE):
        assert "var(--ink)" in drawing.svg
        assert "#0102" not in drawing.svg


def test_same_input_same_bytes_without_a_time() -> None:
    assert drawings(ONE) == drawings(ONE)
    for drawing in drawings(ONE):
        assert "metadata" not in drawing.svg
        assert not re.search(r"20\d\d-\d\d-\d\dT", drawing.svg)


def test_ids_of_two_plots_never_meet_and_all_uses_are_known() -> None:
    found = [set(re.findall(r'\bid="([^"]+)"', d.svg)) for d in drawings(ONE)]
    assert not found[0] & found[1]
    assert not found[1] & found[2]
    for drawing, ids in zip(drawings(ONE), found, strict=True):
        uses = re.findall(r'url\(#([^)]+)\)|<use[^>]+href="#([^"]+)"', drawing.svg)
        assert {one or other for one, other in uses} <= ids


def test_no_drawing_asks_the_network_or_runs_a_script() -> None:
    for drawing in drawings(ONE):
        assert "<script" not in drawing.svg
        assert not re.search(r'(?:href|src)="(?!#)', drawing.svg)
