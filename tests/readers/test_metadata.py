"""Bibliographic facts come from mastheads, never from the story."""

from typing import Any

import pytest

from pipeline.readers import Layout
from pipeline.readers.metadata import citation, find
from pipeline.readers.names import authors, is_authors


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("J Rare Discs. 2008;12(1):T3-T4.", ("J Rare Discs", 2008, "12", "T3-T4")),
        ("Spine Letters (2016) 25:881–886", ("Spine Letters", 2016, "25", "881-886")),
        (
            "THE BELL JOURNAL 11 (2014) 212–216",
            ("THE BELL JOURNAL", 2014, "11", "212-216"),
        ),
        ("Case report| Volume 62, P243-245, April 2019", (None, 2019, "62", "243-245")),
        (
            "Bell Bulletin, vol. 31 (2010), 14-16",
            ("Bell Bulletin", 2010, "31", "14-16"),
        ),
        (
            "Bell Chronicles, 2022, volume 11, article 7",
            ("Bell Chronicles", 2022, "11", "7"),
        ),
        (
            "ACTA CAMPANARUM   Vol. 33   pp. 118-123",
            ("ACTA CAMPANARUM", None, "33", "118-123"),
        ),
        ("Trauma Bell Q. 2003 Jun;C3(6):44-7.", ("Trauma Bell Q", 2003, "C3", "44-7")),
        ("J. Provinc. Bells 1984; 66: letter", ("J. Provinc. Bells", 1984, "66", None)),
        (
            "Krill B, Aalto I. BellShelf 2021;5(9):e1410",
            ("BellShelf", 2021, "5", "e1410"),
        ),
        (
            "Krill et al. Int J Bells 2010; 4: 31–35",
            ("Int J Bells", 2010, "4", "31-35"),
        ),
        (
            "Revue des Cloches, English edition, 2019; 4: 201–209",
            ("Revue des Cloches", 2019, "4", "201-209"),
        ),
        ("He was 50 in 1999 and had pain", (None, None, None, None)),
    ],
)
def test_citation_lines(line: str, expected: tuple[Any, ...]) -> None:
    found = citation(line)
    assert (
        tuple(found.get(k) for k in ("journal", "year", "volume", "pages")) == expected
    )


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        (["Published:January 03, 2019DOI:"], "year", 2019),
        (["Received: 4 March 2015 / Accepted: 3 January 2016"], "year", None),
        (["Review began 02/11/2023 Published 02/24/2023"], "year", 2023),
        (["© 2011 Bell Press"], "year", 2011),
        (["Last updated: May 26, 2025."], "year", None),
        (["PMID: 00000017 [Indexed]"], "pmid", "00000017"),
        (["DOI 10.9999/bell.2016.0881."], "doi", "10.9999/bell.2016.0881"),
        (["https://doi.org/10.9999/b(1)2"], "doi", "10.9999/b(1)2"),
        (["PMCID: PMC1234567"], "pmcid", "PMC1234567"),
        (["TITLE: Chalk"], "title", "Chalk"),
        (["Journal: Open Bells (2023) 5:12"], "journal", "Open Bells"),
        (
            ["Subscribe to Journal of Bell Medicine"],
            "journal",
            "Journal of Bell Medicine",
        ),
        (["INVENTED JOURNAL OF BELLS"], "journal", "INVENTED JOURNAL OF BELLS"),
    ],
)
def test_masthead_lines(
    layout: Layout, lines: list[str], field: str, value: Any
) -> None:
    assert find(lines, layout).get(field) == value


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Krill B, Aalto I.", ("Krill B", "Aalto I")),
        ("Krill B; Aalto-Plum I; van Dam K", ("Krill B", "Aalto-Plum I", "van Dam K")),
        ("Bo Krill, MD, PhD, and Ines Aalto, MBBS", ("Bo Krill", "Ines Aalto")),
        ("By Dr Bo Krill and Dr Ines Aalto", ("Bo Krill", "Ines Aalto")),
        ("Bo Krill¹, Ines Aalto²*", ("Bo Krill", "Ines Aalto")),
        ("B. Krill · L. O'Bell · Chidi Eze", ("B. Krill", "L. O'Bell", "Chidi Eze")),
        ("B. Krill1, I. Aalto2, and the Bell Study Group", ("B. Krill", "I. Aalto")),
        ("W.H., male, 52, bell ringer.", ()),
        ("He was seen by Bo Krill", ()),
    ],
)
def test_author_lines(line: str, names: tuple[str, ...]) -> None:
    assert authors(line) == names
    assert is_authors(line) == bool(names)
