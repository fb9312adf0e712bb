"""A bench for stories: a plain text in, what the spine pack tells of each patient."""

from pipeline import readers
from pipeline.extract import Extractor
from pipeline.readers.layout import Layout
from pipeline.records import Document, Extraction, Fact, Section
from pipeline.rules.reading import Reading
from pipeline.rules.spans import reading_of

TRUE = frozenset({"present", "performed"})


def document_of(spine: Extractor, text: str) -> Document:
    """Return the document of a plain text, as the reader of text files makes it."""
    layout = Layout.from_rows(
        [row.cells for row in spine.pack.rows("headings")],
        [row.cells for row in spine.pack.rows("boilerplate")],
    )
    source = readers.Source("story", "story.txt", "")
    (document,) = readers.read_bytes((text + "\n").encode(), source, layout)
    return document


def read(spine: Extractor, text: str) -> Reading:
    """Return what the rules read in a text."""
    return reading_of(spine.read(document_of(spine, text)))


def extract(spine: Extractor, text: str) -> Extraction:
    """Return the facts of a text."""
    return spine.extract(document_of(spine, text))


def facts_in_case(spine: Extractor, text: str) -> tuple[Fact, ...]:
    """Return the patient's facts of a text that is one section, a case report."""
    case = Section("Case report", "case", 0, len(text))
    document = Document("doc", "doc.txt", "txt", "", text, sections=(case,))
    return tuple(f for f in spine.extract(document).facts if f.subject == "patient")


def told(found: Extraction, field: str, *, patient: int = 1) -> set[str]:
    """Return what is affirmed of one patient in one field: values, else concepts."""
    return {
        fact.value or fact.concept or ""
        for fact in found.facts
        if fact.field == field and fact.patient == patient
        if fact.subject == "patient" and fact.status in TRUE
    }


def treatments(spine: Extractor, text: str) -> set[str]:
    """Return the treatments of a case, those not performed with a minus."""
    return {
        ("" if fact.status == "performed" else "-") + (fact.concept or "")
        for fact in facts_in_case(spine, text)
        if fact.field == "intervention"
    }


def treated(spine: Extractor, text: str) -> set[str]:
    """Return the treatments of a man with a mass in the thoracic spine."""
    return treatments(
        spine,
        "A 58-year-old man came with weakness of the legs. MRI showed a mass at "
        f"T8-T9. {text}",
    )


def by_patient(found: Extraction, field: str) -> dict[int, set[str]]:
    """Return what is affirmed in one field, by patient."""
    numbers = range(1, found.n_patients + 1)
    return {n: told(found, field, patient=n) for n in numbers}
