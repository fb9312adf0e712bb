"""Treatments in prose and tables: what was done, what was not, where."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import extract, facts_in_case

OPENING = "A 58-year-old man came with pain in the back. "


def treatments(spine: Extractor, text: str) -> set[str]:
    """Return the treatments of a case, those not performed with a minus."""
    facts = facts_in_case(spine, OPENING + text)
    return {
        ("" if f.status == "performed" else "-") + (f.concept or "")
        for f in facts
        if f.field == "intervention"
    }


def levels(spine: Extractor, text: str) -> dict[str, set[str]]:
    """Return the levels of each treatment that was performed."""
    found: dict[str, set[str]] = {}
    for fact in facts_in_case(spine, OPENING + text):
        if fact.field == "intervention" and fact.status == "performed":
            found.setdefault(fact.concept or "", set()).update(fact.levels)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The calcified disc was nibbled away.", "discectomy"),
        ("The sequestrum was pulled out with forceps.", "discectomy"),
        ("The laminae of C3, C4 and C5 were taken off.", "laminectomy"),
        ("The laminae were lifted like a door and held by plates.", "laminoplasty"),
        ("The foramen at C6-C7 was widened.", "foraminotomy"),
        ("The body of L1 was filled with cement.", "vertebroplasty"),
        ("A halo was put in for twelve weeks.", "halo vest"),
        ("The cyst was tapped and clear fluid came.", "aspiration"),
        ("Feeding vessels were plugged with coils.", "embolization"),
        ("The osteophytes were shaved off.", "excision"),
        ("A piece of the mass was taken for histology.", "biopsy"),
        ("Treatment was conservative.", "conservative management"),
        ("We chose to follow her with serial films.", "observation"),
    ],
)
def test_a_treatment_told_by_its_verb_is_named(
    spine: Extractor, text: str, expected: str
) -> None:
    assert expected in treatments(spine, text)


@pytest.mark.parametrize(
    "text",
    [
        "A spinal epidural abscess complicating acupuncture was diagnosed.",
        "Paraplegia after thoracic aortic surgery was noted.",
        "The haematoma had followed spinal anaesthesia for knee replacement.",
        "After a course of metronidazole she awoke with pain.",
        "Two weeks before admission he had received an antibiotic for tonsillitis.",
        "Calcium and vitamin D were taken for osteopenia.",
        "He was poorly adherent to allopurinol.",
        "He used to take paracetamol for headaches.",
        "Calcitonin was measured and was normal.",
        "In 2009 he had a breast carcinoma (pT1), treated by radiotherapy.",
        "Two weeks earlier he had been vaccinated against measles.",
        "The bleeding was fed by warfarin.",
        "He had recurrent aspirations.",
        "Ten days after dental extraction he became febrile.",
        "His history included lumbar fusion at L4-L5.",
        "He was seen with a pacemaker.",
        "Aspirin was discontinued.",
        "Laminectomy has been recommended by most authors.",
        "He had been on prednisone for nine years.",
        "A man of 59, also on infliximab, was thrown from a horse.",
        "He had given up acupuncture.",
        "He had been losing weight.",
        "Oblique films showed an enlarged foramen.",
        "He was examined under unconscious sedation.",
        "NSAIDs are the mainstay of treatment.",
        "Were he to come today, he would have a thoracotomy.",
    ],
)
def test_a_cause_a_habit_or_a_general_word_is_no_treatment(
    spine: Extractor, text: str
) -> None:
    assert treatments(spine, text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Surgery was rejected by the patient.", {"-surgery"}),
        ("The surgeon declined to operate.", {"-surgery"}),
        ("The operation was cancelled.", {"-surgery"}),
        ("The team decided against fusion.", {"-fusion"}),
        ("The neurosurgeon advised decompression.", {"-decompression"}),
        (
            "He elected a brace over fusion.",
            {"brace", "-fusion"},
        ),
        (
            "Thoracotomy was thought unwise and a discectomy at T9-10 was done.",
            {"-thoracotomy", "discectomy"},
        ),
        (
            "Follow-up MRI and, if needed, a biopsy were arranged.",
            {"-biopsy"},
        ),
        ("Options including fusion were weighed up.", {"-fusion"}),
        ("Fixation from T10 to L2 was deemed too great a step.", {"-instrumentation"}),
        ("Debridement was considered unnecessary.", set()),
        (
            "A plan was proposed: laminectomy, to be followed by resection.",
            {"-laminectomy", "-excision"},
        ),
        ("He consented to everything save the fusion.", {"-fusion"}),
        ("Fusion, which had been on the consent form, was omitted.", {"-fusion"}),
    ],
)
def test_what_was_only_spoken_of_was_not_performed(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treatments(spine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Laminectomy was recommended and he consented.", {"laminectomy"}),
        ("Laminectomy was advised. Consent was obtained.", {"laminectomy"}),
        ("Previous physiotherapy had not helped.", {"physiotherapy"}),
        ("Fluconazole was given for six months.", {"fluconazole"}),
        ("Biopsy was attempted and failed.", {"biopsy"}),
        ("Biopsy was attempted and abandoned.", {"-biopsy"}),
        ("Rifampicin and isoniazid were given.", {"antituberculous therapy"}),
        ("Sevelamer was substituted for calcium carbonate.", {"sevelamer"}),
        ("Surgery was planned. Laminectomy was done next day.", {"laminectomy"}),
        ("Laminectomy was advised, and was done at once.", {"laminectomy"}),
        (
            "Laminectomy was scheduled. In the operating theatre he was turned prone.",
            {"laminectomy"},
        ),
        ("Chemotherapy with cisplatin was begun.", {"cisplatin"}),
        ("Decompression by laminectomy was done.", {"laminectomy"}),
        (
            "Decompression at C4 and laminectomy at T9 were done.",
            {"decompression", "laminectomy"},
        ),
        ("Fresh frozen plasma was transfused.", {"fresh frozen plasma"}),
    ],
)
def test_one_treatment_has_one_name(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treatments(spine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "CT showed a mass at C6-C7. Hemilaminectomy was done at this level.",
            {"hemilaminectomy": {"C6-C7"}},
        ),
        (
            "The roof of the canal was taken off from D6 to D9 and the clot sucked out.",
            {"laminectomy": {"T6-T9"}, "hematoma evacuation": set()},
        ),
        ("Laminectomy of T9 was done.", {"laminectomy": {"T9"}}),
        ("C1 laminectomy, sparing the arch of C2.", {"laminectomy": {"C1"}}),
        (
            "Laminectomy T3-T5 with fixation T2-T6 was done.",
            {"laminectomy": {"T3-T5"}, "instrumentation": {"T2-T6"}},
        ),
    ],
)
def test_an_operation_carries_the_level_it_was_done_at(
    spine: Extractor, text: str, expected: dict[str, set[str]]
) -> None:
    assert levels(spine, text) == expected


def test_a_cell_gives_each_treatment_its_status_and_levels(spine: Extractor) -> None:
    text = (
        "Three patients with ossification of the ligamentum flavum\n\n"
        "Case | Age/Sex | Level | Treatment | Outcome\n"
        "1 | 61/M | T9-T10 | T9-T11 laminectomy, T8-L1 fusion | Improved\n"
        "2 | 55/F | T2-T3 | NSAID; laminectomy refused | Unchanged\n"
        "3 | 48/F | T4-T5 | Observation | Unchanged\n\n"
        "Case 1 was a farmer. Case 2 was a nurse. Case 3 was a cook.\n"
    )
    found = {
        (f.patient, f.concept, f.status, f.levels)
        for f in extract(spine, text).facts
        if f.field == "intervention"
    }
    assert found == {
        (1, "laminectomy", "performed", ("T9-T11",)),
        (1, "fusion", "performed", ("T8-L1",)),
        (2, "NSAID", "performed", ()),
        (2, "laminectomy", "declined", ()),
        (3, "observation", "performed", ()),
    }
