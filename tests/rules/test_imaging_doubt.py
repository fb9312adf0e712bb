"""What images were first taken for, what they measured, and what they come before."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import facts_in_case

OPENING = "A 58-year-old farmer came with pain in the back. "


def shown(spine: Extractor, story: str) -> set[tuple[str | None, str, str]]:
    """Return modality, finding and status of what images showed."""
    facts = facts_in_case(spine, OPENING + story)
    return {
        (f.modality, f.concept or "", f.status) for f in facts if f.field == "imaging"
    }


@pytest.mark.parametrize(
    ("story", "finding"),
    [
        ("CT showed a lytic area, at first thought to be a metastasis.", "metastasis"),
        (
            "X-rays showed a narrow disc, initially read as spondylodiscitis.",
            "spondylodiscitis",
        ),
        ("MRI showed a cyst. An epidural abscess was diagnosed.", "epidural abscess"),
        (
            "We had thought of: discitis; abscess; fracture (CT excluded it).",
            "abscess",
        ),
        ("Resection of the cyst was done, and films showed no slip.", "cyst"),
        ("She had paraparesis caused by discitis at L3-L4.", "discitis"),
    ],
)
def test_what_was_thought_or_taken_out_is_no_finding(
    spine: Extractor, story: str, finding: str
) -> None:
    assert finding not in {concept for _, concept, _ in shown(spine, story)}


def test_a_report_in_quotation_marks_tells_findings(spine: Extractor) -> None:
    story = 'Radiographs were interpreted as "anterior osteophytes, no fracture".'
    assert shown(spine, story) == {
        ("radiography", "osteophyte", "present"),
        ("radiography", "fracture", "absent"),
    }


@pytest.mark.parametrize(
    "story",
    [
        "Plain films were considered normal.",
        "The radiographs were said to be normal.",
        "X-rays (both obliques included) were normal.",
        "Radiographs were judged unremarkable.",
    ],
)
def test_films_that_were_held_to_be_normal_are_normal(
    spine: Extractor, story: str
) -> None:
    assert shown(spine, story) == {("radiography", "normal", "present")}


def test_an_unremarkable_disc_is_no_normal_examination(spine: Extractor) -> None:
    assert shown(spine, "The L4-L5 disc was unremarkable on CT.") == set()


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (
            "On CT the canal was 7 mm wide.",
            {("CT", "spinal canal stenosis", "present")},
        ),
        ("On CT the canal was 17 mm wide.", set()),
        ("CT showed a mass in the canal of 12 x 8 mm.", {("CT", "mass", "present")}),
        (
            "CT: atlantodental interval 6 mm.",
            {("CT", "subluxation", "present")},
        ),
        ("CT: atlantodental interval 2 mm.", set()),
        ("CT showed the atlantodental interval.", set()),
    ],
)
def test_a_width_in_millimetres_decides(
    spine: Extractor, story: str, expected: set[tuple[str, str, str]]
) -> None:
    assert shown(spine, story) == expected


@pytest.mark.parametrize(
    "story", ["CT showed no lesion of the aorta.", "MRI showed no marrow lesion."]
)
def test_no_lesion_elsewhere_is_no_mass_denied(spine: Extractor, story: str) -> None:
    assert shown(spine, story) == set()


def test_no_lesion_at_all_is_a_mass_denied(spine: Extractor) -> None:
    assert shown(spine, "MRI showed no focal lesion.") == {("MRI", "mass", "absent")}


def test_imaging_before_any_treatment_is_no_follow_up(spine: Extractor) -> None:
    story = (
        "He was discharged after normal X-rays. Ten days later CT revealed a fracture."
    )
    assert shown(spine, story) == {
        ("radiography", "normal", "present"),
        ("CT", "fracture", "present"),
    }


def test_signal_on_sequences_is_that_of_mri(spine: Extractor) -> None:
    story = "The mass was 3 cm long, of low T1 signal."
    assert ("MRI", "low T1 signal", "present") in shown(spine, story)


def test_a_level_beside_dark_is_no_sequence(spine: Extractor) -> None:
    assert shown(spine, "Dark clot was removed from C5 to T2.") == set()


def test_without_cord_signal_change_the_signal_is_that_of_the_lesion(
    spine: Extractor,
) -> None:
    story = "MRI showed a lesion, bright on T2, without intramedullary signal change."
    assert shown(spine, story) == {
        ("MRI", "mass", "present"),
        ("MRI", "high T2 signal", "present"),
        ("MRI", "cord signal change", "absent"),
    }


def test_a_bulge_of_the_throat_seen_through_a_scope_has_no_modality(
    spine: Extractor,
) -> None:
    story = "Laryngoscopy revealed fullness of the posterior pharyngeal wall."
    assert shown(spine, story) == {(None, "soft tissue swelling", "present")}


def test_each_level_of_a_list_goes_with_the_finding_before_it(
    spine: Extractor,
) -> None:
    story = "CT: calcification in front of C1-C2, oedema C1-C5."
    facts = facts_in_case(spine, OPENING + story)
    found = {f.concept: f.levels for f in facts if f.field == "imaging"}
    assert found == {"calcification": ("C1-C2",), "edema": ("C1-C5",)}


@pytest.mark.parametrize(
    ("story", "finding"),
    [
        ("CT showed no enlarged parts and no lymph nodes.", "lymphadenopathy"),
        ("On MRI the discs showed no signs of infection.", "discitis"),
        ("MRI: the neighbouring discs were of normal height.", "disc space narrowing"),
    ],
)
def test_a_word_read_only_where_it_is_denied(
    spine: Extractor, story: str, finding: str
) -> None:
    assert ("absent", finding) in {(s, c) for _, c, s in shown(spine, story)}


def test_a_word_read_only_where_denied_is_no_finding(spine: Extractor) -> None:
    assert shown(spine, "CT showed a lymph node.") == set()


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("MRI brain was normal.", ("MRI", "normal", "present")),
        (
            "MRI of the brain and cervical spine was normal.",
            ("MRI", "normal", "present"),
        ),
        (
            "Scintigraphy was positive at L2.",
            ("bone scintigraphy", "increased tracer uptake", "present"),
        ),
        (
            "Tomography demonstrated an osteolytic focus in D9.",
            ("radiography", "bone erosion", "present"),
        ),
        (
            "Lateral views disclosed beaks of bone at C4.",
            ("radiography", "osteophyte", "present"),
        ),
        ("CT was negative for fracture.", ("CT", "fracture", "absent")),
    ],
)
def test_older_and_shorter_wordings(
    spine: Extractor, story: str, expected: tuple[str, str, str]
) -> None:
    assert shown(spine, story) == {expected}


@pytest.mark.parametrize(
    ("story", "finding"),
    [
        ("CT: osteophytes and syndesmophytes were both wanting.", "osteophyte"),
        ("Of calcification or erosion there was no sign on CT.", "bone erosion"),
        ("An abscess was looked for on MRI and could not be found.", "abscess"),
        ("MRI ruled out a tumour, an abscess and a disc prolapse.", "disc herniation"),
        ("Cord oedema could all but be discounted on MRI.", "edema"),
        ("A suspected fracture was not borne out by CT.", "fracture"),
        ("The bodies kept their height on the lateral film.", "vertebral collapse"),
        ("Dynamic views showed no movement between C4 and C5.", "instability"),
    ],
)
def test_a_finding_looked_for_in_vain_is_absent(
    spine: Extractor, story: str, finding: str
) -> None:
    told = {(concept, status) for _, concept, status in shown(spine, story)}
    assert (finding, "absent") in told
    assert (finding, "present") not in told


@pytest.mark.parametrize(
    "story",
    [
        "Of note, on CT the disc was calcified and there was no fracture.",
        "CT showed calcification of the disc, and help was sought without delay.",
    ],
)
def test_what_is_seen_beside_what_is_not_is_present(
    spine: Extractor, story: str
) -> None:
    assert ("CT", "calcification", "present") in shown(spine, story)


@pytest.mark.parametrize(
    ("story", "finding"),
    [
        ("The radiologist favoured a metastasis on MRI.", "metastasis"),
        ("Facet cysts on MRI are increasingly recognised.", "cyst"),
        ("CT showed an abscess that had eroded the aorta.", "bone erosion"),
        ("A cardiac work-up including endoscopy was unrevealing.", "normal"),
    ],
)
def test_opinions_and_general_words_are_no_findings(
    spine: Extractor, story: str, finding: str
) -> None:
    assert finding not in {concept for _, concept, _ in shown(spine, story)}


def test_an_ordinal_seats_a_collapse_that_no_image_is_named_for(
    spine: Extractor,
) -> None:
    told = shown(spine, "The fifth thoracic vertebra had collapsed.")
    assert told == {(None, "vertebral collapse", "present")}
