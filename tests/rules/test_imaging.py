"""What imaging showed, with which modality, and what it did not show."""

from collections.abc import Callable

import pytest

from pipeline.extract import Extractor
from pipeline.records import Document, Section

Finding = tuple[str | None, str, str]
Show = Callable[..., set[Finding]]
HEAD = "Case report\n"
OPENING = "A 58-year-old farmer came with pain in the back. "


@pytest.fixture
def show(spine: Extractor) -> Show:
    def findings(story: str, heading: str = HEAD) -> set[Finding]:
        text = f"{heading}{OPENING}{story}"
        section = Section("Case report", "case", 0, len(text))
        document = Document("a", "a.txt", "text", "0", text, sections=(section,))
        facts = spine.extract(document).facts
        return {
            (f.modality, f.concept or "", f.status)
            for f in facts
            if f.field == "imaging"
        }

    return findings


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (
            "CT showed a fracture of T12 and MRI revealed a syrinx.",
            {("CT", "fracture", "present"), ("MRI", "syrinx", "present")},
        ),
        (
            "A calcified disc was seen on radiographs, and MRI showed a syrinx.",
            {("radiography", "calcification", "present"), ("MRI", "syrinx", "present")},
        ),
        (
            "X-ray and computed tomography of the spine showed kyphosis.",
            {("radiography", "kyphosis", "present"), ("CT", "kyphosis", "present")},
        ),
        ("Kyphosis was seen on MRI.", {("MRI", "kyphosis", "present")}),
        (
            "On radiographs as well as on CT there was kyphosis.",
            {("radiography", "kyphosis", "present"), ("CT", "kyphosis", "present")},
        ),
        ("CT, done after MRI, showed a cyst.", {("CT", "cyst", "present")}),
        (
            "A cyst (CT) and a syrinx (MRI) were present.",
            {("CT", "cyst", "present"), ("MRI", "syrinx", "present")},
        ),
        (
            "A CT angiogram of the neck showed an aneurysm.",
            {("CT", "aneurysm", "present")},
        ),
    ],
)
def test_a_finding_has_the_modality_that_shows_it(
    show: Show, story: str, expected: set[Finding]
) -> None:
    assert show(story) == expected


@pytest.mark.parametrize(
    ("story", "modality"),
    [
        ("The chest X-ray was normal.", "radiography"),
        (
            "Plain films, taken in flexion and extension too, were normal.",
            "radiography",
        ),
        ("CT of the brain and the neck was unremarkable.", "CT"),
        ("Bone densitometry normal.", "densitometry"),
    ],
)
def test_an_examination_may_be_normal_as_a_whole(
    show: Show, story: str, modality: str
) -> None:
    assert show(story) == {(modality, "normal", "present")}


@pytest.mark.parametrize(
    "story",
    [
        "On MRI the brain and its vessels were normal in size.",
        "MRI was refused. Urate was within normal limits.",
        "CT showed normal and abnormal vertebrae.",
    ],
)
def test_a_normal_part_is_no_normal_examination(show: Show, story: str) -> None:
    assert not {f for f in show(story) if f[1] == "normal"}


@pytest.mark.parametrize(
    ("story", "concept"),
    [
        ("On MRI the spinal cord was not compressed.", "spinal cord compression"),
        ("On CT the canal was not stenotic.", "spinal canal stenosis"),
        ("Radiographs: disc spaces preserved.", "disc space narrowing"),
        ("Radiographs showed preserved lordosis.", "loss of lordosis"),
        ("On CT the vertebral body height was maintained.", "vertebral collapse"),
        ("MRI gave a normal cord signal.", "cord signal change"),
        ("MRI showed a non-enhancing cyst.", "contrast enhancement"),
        ("MRI showed no psoas abscess.", "abscess"),
    ],
)
def test_a_finding_is_denied_by_its_own_words(
    show: Show, story: str, concept: str
) -> None:
    assert concept in {c for _, c, status in show(story) if status == "absent"}
    assert concept not in {c for _, c, status in show(story) if status == "present"}


def test_a_participle_after_a_denial_is_a_new_statement(show: Show) -> None:
    found = show("MRI showed a cyst without enhancement, compressing the cord.")
    assert ("MRI", "spinal cord compression", "present") in found
    assert ("MRI", "contrast enhancement", "absent") in found


def test_a_denial_after_but_leaves_the_words_before_it(show: Show) -> None:
    found = show("On MRI the thecal sac was indented but no root was compressed.")
    assert ("MRI", "thecal sac compression", "present") in found


@pytest.mark.parametrize(
    "story",
    [
        "CT showed no other fracture.",
        "MRI was read as an abscess.",
        "MRI was made. A tumour, an abscess and a metastasis were considered.",
    ],
)
def test_what_was_not_found_nor_denied_is_no_finding(show: Show, story: str) -> None:
    assert show(story) == set()


def test_a_lesion_named_again_is_not_found_again(show: Show) -> None:
    found = show("CT showed a mass at L2. On MRI the mass was dark on T2.")
    assert found == {("CT", "mass", "present"), ("MRI", "low T2 signal", "present")}


def test_a_lesion_shown_again_is_found_again(show: Show) -> None:
    found = show("CT showed a cyst at L2. MRI confirmed the cyst.")
    assert found == {("CT", "cyst", "present"), ("MRI", "cyst", "present")}


def test_an_operation_long_ago_does_not_end_the_presentation(show: Show) -> None:
    found = show("He had undergone laminectomy of L5. CT showed a fracture of T9.")
    assert ("CT", "fracture", "present") in found


def test_imaging_after_the_operation_is_the_outcome(show: Show) -> None:
    found = show(
        "MRI showed a cyst at T9. Laminectomy of T9 was performed. CT showed kyphosis."
    )
    assert found == {("MRI", "cyst", "present")}


def test_what_the_surgeon_saw_is_no_imaging(show: Show) -> None:
    found = show(
        "MRI showed a syrinx. At laminectomy an ossified ligament was removed."
    )
    assert found == {("MRI", "syrinx", "present")}


@pytest.mark.parametrize(
    ("story", "concept"),
    [
        ("Osteophytes lay at C4-C5.", "osteophyte"),
        ("Calcification C4/5 and C5/6.", "calcification"),
    ],
)
def test_what_only_an_image_shows_needs_no_modality_beside_a_level(
    show: Show, story: str, concept: str
) -> None:
    assert show(story) == {(None, concept, "present")}


def test_an_operation_or_a_diagnosis_beside_a_level_is_no_finding(show: Show) -> None:
    assert show("Osteophytes at C4-C5 were removed by discectomy.") == set()


def test_the_lesion_is_no_mass_of_its_own(show: Show) -> None:
    assert show("On MRI the lesion was dark on T2.") == {
        ("MRI", "low T2 signal", "present")
    }


def test_an_enhancing_wall_is_enhancement(show: Show) -> None:
    found = show("MRI showed a cyst with a thick enhancing wall.")
    assert ("MRI", "contrast enhancement", "present") in found


def test_the_lines_of_a_text_with_a_sentence_each_are_no_paragraphs(
    show: Show,
) -> None:
    lines = ["He was admitted.", "Echocardiography showed a thick pericardium."]
    lines += ["The right ventricle was normal in size.", "There was a thrombus."]
    lines += ["He was calm."] * 6
    assert ("ultrasound", "thrombus", "present") in show("\n" + "\n".join(lines))


@pytest.mark.parametrize(
    "story",
    [
        (
            "MRI was normal. He underwent laparotomy. Intraoperative ultrasonography "
            "revealed a thrombus."
        ),
        (
            "CT was normal. He underwent laparotomy. After two years of follow-up he was "
            "readmitted with fever and echocardiography showed a thrombus."
        ),
    ],
)
def test_imaging_in_theatre_and_at_a_new_illness_counts(show: Show, story: str) -> None:
    assert ("ultrasound", "thrombus", "present") in show(story)


def test_imaging_after_the_operation_does_not_count(show: Show) -> None:
    story = "CT was normal. He underwent laparotomy. Repeat CT showed a thrombus."
    assert ("CT", "thrombus", "present") not in show(story)
