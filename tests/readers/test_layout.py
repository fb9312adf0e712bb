"""Headings, run-in labels and boilerplate are told by rows of data."""

import csv
import re
from pathlib import Path

import pytest

from pipeline.errors import LexiconError
from pipeline.readers import Layout
from pipeline.readers.layout import KINDS, normal_heading
from pipeline.records import CATEGORIES

LEXICON = Path(__file__).resolve().parents[2] / "models" / "spine" / "lexicon"


def rows(name: str) -> list[dict[str, str]]:
    with (LEXICON / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    ("heading", "category"),
    [
        ("Case report", "case"),
        ("3. Case Presentation:", "case"),
        ("IV. DISCUSSION", "discussion"),
        ("2.1 Imaging findings", "imaging"),
        ("Case 2", "case"),
        ("Case No. 3", "case"),
        ("Patient B", "case"),
        ("The second patient", "case"),
        ("Case C: the tram driver", "case"),
        ("Treatment and early course", "treatment"),
        ("Laboratory tests on admission", "laboratory"),
        ("LITERATURE CITED", "references"),
        ("Conflicts of interest", "boilerplate"),
        ("Key-words", "keywords"),
        ("A wholly new thing", None),
        ("Caseload of the unit", None),
        ("Patience", None),
        ("Treatment failures in the registry of a whole country", None),
    ],
)
def test_headings_are_known_by_their_words(
    layout: Layout, heading: str, category: str | None
) -> None:
    assert layout.category(heading) == category


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "Background: rare. Case: a girl. Conclusion: wait.",
            ["introduction", "case", "conclusion"],
        ),
        ("AIM AND SETTING: none of this counts.", ["introduction"]),
        ("Discussion. - Little is known.", ["discussion"]),
        ("Case 1 (F/41): back pain. Case 2 (M/35): none.", ["case", "case"]),
        ("Study design: Case report. Results: good.", ["introduction", "results"]),
        ("SUMMARY We saw a girl with chalk.", ["abstract"]),
        (
            "Aim To tell. Methods We looked. Results All was well.",
            ["introduction", "methods", "results"],
        ),
        ("Results All was well.", []),
        ("MRI: a dark disc. CT: calcium.", ["imaging"]),
        ("He had one case: his own.", []),
        ("The results: none were good.", []),
        ("Walking was hard. Treatment failed.", []),
        ("MR. The disc was dark.", ["imaging"]),
        ("Mr. Alder, a miner, came in pain.", []),
        ("Dr. Alder showed a miner.", []),
    ],
)
def test_run_in_labels_are_known_headings(
    layout: Layout, text: str, labels: list[str]
) -> None:
    assert [label.category for label in layout.labels(text)] == labels


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Based on the provided X-ray, a dense area is seen.", "commentary"),
        ("AI-generated summary of this report", "commentary"),
        ("Read this article in full for a fee", "start"),
        ("Cited by (3)", "start"),
        ("Related articles", "start"),
        ("The authors declare no competing interests.", "line"),
        ("Written informed consent was obtained from the patient.", "line"),
        ("FDA device/drug status: not applicable.", "line"),
        ("Disclaimer: for information only.", "line"),
        ("© 2011 The Publisher", "line"),
        ("Received: 3 May 2011; accepted: 6 June 2011", "metadata"),
        ("Department of Rheumatology, Northern Hospital", "metadata"),
        ("Correspondence: Dr A. Berg, Harbour Road 3", "metadata"),
        ("Archives of Invented Spines", "journal"),
        ("cookie-banner", "chrome"),
        ("related-articles", "chrome"),
        ("ref-list", "references"),
    ],
)
def test_boilerplate_is_told_by_its_first_words(
    layout: Layout, text: str, kind: str
) -> None:
    assert layout.is_kind(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Based on the findings we advised a collar.",
        "People who live on dialysis may have calcified discs.",
        "The patient received 40 mg of prednisolone and recovered.",
        "The authors of the series reported eleven men.",
        "Accepted treatment is rest.",
        "Hospital course was smooth and she was sent home.",
        "Received wisdom was that he was too old.",
        "Access to the disc was gained from the left.",
        "Support of the neck was given by a collar.",
        "Consent to operation was refused, and he was given a brace.",
        "Related symptoms were absent.",
        "Similar complaints had occurred two years before.",
        "She was referred to the department of neurology.",
        "Print was blurred for him after the fall.",
        "Recommended treatment was refused.",
        "More pain came in the night.",
    ],
)
def test_narrative_is_no_boilerplate(layout: Layout, text: str) -> None:
    kinds = ("line", "start", "commentary", "metadata", "journal")
    assert [kind for kind in kinds if layout.is_kind(text, kind)] == []


def test_every_heading_row_has_a_category_and_a_form_of_its_own() -> None:
    seen: set[str] = set()
    for row in rows("headings.tsv"):
        form = normal_heading(row["heading"])
        assert row["category"] in CATEGORIES, row
        assert form not in seen, row
        assert not row["heading"].startswith("#"), row
        seen.add(form)


def test_every_boilerplate_row_compiles_and_has_a_kind() -> None:
    for row in rows("boilerplate.tsv"):
        assert row["kind"] in KINDS, row
        assert re.compile(row["pattern"]).match("") is None, row


@pytest.mark.parametrize(
    ("heading", "boilerplate", "message"),
    [
        (
            {"heading": "Odd", "category": "odd"},
            None,
            "headings.tsv: 'Odd' has the category 'odd'",
        ),
        (
            None,
            {"pattern": "x", "kind": "odd"},
            "boilerplate.tsv: pattern 'x' has the kind 'odd'",
        ),
        (
            None,
            {"pattern": "(x", "kind": "line"},
            r"boilerplate.tsv: pattern '\(x' does not compile",
        ),
    ],
)
def test_a_wrong_row_is_named(
    heading: dict[str, str] | None, boilerplate: dict[str, str] | None, message: str
) -> None:
    with pytest.raises(LexiconError, match=message):
        Layout.from_rows(
            [heading] if heading else [], [boilerplate] if boilerplate else []
        )
