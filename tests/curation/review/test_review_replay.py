"""What people decide on the page is what a later run makes of it."""

import csv
import tomllib

from pipeline.codebook import read_codebook
from pipeline.curation.ledger import read_ledger
from pipeline.curation.replay import replay
from pipeline.pack import load_pack
from tests.curation.review.conftest import key
from tests.runs import SPINE


def rows(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_decision_is_upheld_and_stands_in_the_case(desk):
    desk.decide(key("age"), "keep")
    desk.decide(key("sex"), "accept")
    desk.decide(key("symptom", "neck pain"), "reject")
    desk.decide(key("symptom", "fever"), "pick:present")
    desk.decide(key("outcome"), "correct", value="resolved", quote="He recovered.")
    desk.decide(
        key("symptom", "fever"),
        "another",
        concept="torticollis",
        quote="He had no fever.",
    )
    desk.decide(
        key("imaging"),
        "another",
        concept="calcification",
        modality="CT",
        added="C4-C5",
        quote="CT showed calcification at C4-C5.",
    )
    desk.decide(key("complication"), "accept")
    codebook = read_codebook(tomllib.loads(SPINE.read_text(encoding="utf-8")))
    done = replay(desk.run, read_ledger(desk.path), load_pack(), codebook)
    assert {k: n for k, n in done.counts.items() if n} == {"upheld": 8}
    (case,) = (c for c in rows(desk.run, "cases") if c["case_id"] == "one#1")
    shown = [
        case[c] for c in ("age_years", "sex", "symptoms", "outcome", "imaging_findings")
    ]
    assert shown == ["8", "male", "fever; torticollis", "resolved", "calcification"]
