"""One article counts once, in whatever formats and lengths a corpus holds it."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.duplicates import find_duplicates
from pipeline.likeness import containment, resemblance, runs_of, sketch
from pipeline.records import Document, Extraction, Section
from pipeline.spool import spool

TITLE = "A chalk disc in a schoolboy who had grown fast"
ABSTRACT = (
    "Discs turn to chalk in few children and the reason is not known. We saw a boy of "
    "eleven whose neck had been stiff for four days, and whose film showed a white disc "
    "between the fifth and sixth bones. He wore a soft collar and took a syrup. Within "
    "six weeks the neck was free, and after a year the chalk had gone. Parents may be "
    "told that the course is kind, and that an operation is hardly ever called for. "
)
STORY = (
    "On a Monday the boy woke with his head held to the left and could not look at the "
    "blackboard. His mother, who drives a tram, recalled no fall, yet she had noticed "
    "that he was warm at night. The family doctor felt a tender spot low in the neck "
    "and sent him to us. Nothing was wrong with the arms, the legs or the bladder. The "
    "film, taken the same noon, showed chalk where the disc should have been clear; a "
    "second film a year later showed none, though the space had become a little lower. "
    "We gave no antibiotic, since the blood was clean and the boy ate well. "
)
OTHER = (
    "Gout may settle in the small joints of the back, where nobody looks for it. Our "
    "patient, a brewer of seventy, had lain awake for weeks with pain in one buttock "
    "before a needle drew white paste from the joint. Under the lens the paste was full "
    "of crystals. A tablet taken each morning lowered the acid in his blood and the "
    "pain went away by the summer, so that he could carry his barrels once again. "
)


def document(name: str, text: str, **fields: str | int | None) -> Document:
    given = {"title": TITLE} | fields
    return Document(name, f"{name}.txt", "txt", "0", text, **given)  # type: ignore[arg-type]


def duplicates(tmp_path: Path, *documents: Document) -> dict[str, str]:
    entries = spool(
        (Extraction(one, "case_report", 1) for one in documents), tmp_path / "spool"
    )
    return dict(find_duplicates(entries))


FULL = document("full", ABSTRACT + STORY)


def test_an_abstract_is_the_same_article_as_its_full_text(tmp_path: Path) -> None:
    assert duplicates(tmp_path, document("abstract", ABSTRACT), FULL) == {
        "abstract": "full"
    }


def test_two_formats_of_one_text_count_once_and_the_fuller_counts(
    tmp_path: Path,
) -> None:
    text = (ABSTRACT + STORY).replace("operation", "opera-\ntion").replace(",", " ,")
    printed = document("printed", f"{text} Page 3 of the Annals", title=TITLE.upper())
    assert duplicates(tmp_path, FULL, printed) == {"full": "printed"}


def test_a_title_cut_short_is_the_same_title(tmp_path: Path) -> None:
    short = document("short", ABSTRACT, title="A chalk disc in a schoolboy")
    assert duplicates(tmp_path, short, FULL) == {"short": "full"}


def test_one_title_on_two_texts_makes_two_articles(tmp_path: Path) -> None:
    assert duplicates(tmp_path, FULL, document("gout", OTHER)) == {}


def test_one_text_under_two_titles_makes_two_articles(tmp_path: Path) -> None:
    other = document("gout", ABSTRACT + STORY, title="Gout of an elderly brewer")
    assert duplicates(tmp_path, FULL, other) == {}


def test_without_a_title_the_same_text_is_enough(tmp_path: Path) -> None:
    bare = document("bare", f"{ABSTRACT}{STORY} Amen", title=None)
    assert duplicates(tmp_path, FULL, bare) == {"full": "bare"}


def test_without_a_title_an_abstract_is_not_enough(tmp_path: Path) -> None:
    assert duplicates(tmp_path, FULL, document("bare", ABSTRACT, title=None)) == {}


@pytest.mark.parametrize("field", ["doi", "pmid", "pmcid"])
def test_an_identifier_is_enough_whatever_the_text(tmp_path: Path, field: str) -> None:
    one, other = (
        replace(FULL, **{field: "PMC77"}),
        document("note", "Few words.", **{field: "pmc77"}),
    )
    assert duplicates(tmp_path, one, other) == {"note": "full"}


def test_a_shared_identifier_under_unlike_titles_is_a_slip(tmp_path: Path) -> None:
    one = replace(FULL, doi="10.1000/a")
    other = document("gout", OTHER, doi="10.1000/a", title="Gout of a brewer")
    assert duplicates(tmp_path, one, other) == {}


def test_short_notes_under_one_title_are_not_judged_by_their_text(
    tmp_path: Path,
) -> None:
    notes = [document(name, "No change since May.") for name in ("a", "b")]
    assert duplicates(tmp_path, *notes) == {}


def test_a_record_ties_two_documents_that_share_nothing_else(tmp_path: Path) -> None:
    tied = duplicates(
        tmp_path,
        document("long", STORY + OTHER, doi="10.1000/a", pmid=None),
        document("middle", ABSTRACT, pmid="123456"),
        document("record", "Few words.", doi="10.1000/a", pmid="123456"),
    )
    assert tied == {"middle": "long", "record": "long"}


def test_references_do_not_make_a_document_fuller(tmp_path: Path) -> None:
    text = ABSTRACT + "Smith J. Ann Chalk 1990;1:2. " * 60
    cut = len(ABSTRACT)
    listed = replace(
        document("listed", text),
        sections=(
            Section("", "abstract", 0, cut),
            Section("References", "references", cut, len(text)),
        ),
    )
    assert duplicates(tmp_path, listed, FULL) == {"listed": "full"}


def test_a_column_of_many_letters_is_not_compared_by_its_title(tmp_path: Path) -> None:
    texts = [ABSTRACT, OTHER, STORY]
    letters = [
        document(f"{n:02}", texts[n % 3] + f"{n} x{n} y{n} z{n} " * n, title=TITLE)
        for n in range(24)
    ]
    found = duplicates(tmp_path, *letters)
    kinds = {name: int(name) % 3 for name in found}
    assert all(int(found[name]) % 3 == kind for name, kind in kinds.items())


def test_the_order_of_the_corpus_does_not_matter(tmp_path: Path) -> None:
    some = [document("abstract", ABSTRACT), FULL, document("gout", OTHER)]
    assert duplicates(tmp_path, *some) == duplicates(tmp_path, *reversed(some))


def test_resemblance_estimates_the_jaccard_index() -> None:
    one, other = runs_of(ABSTRACT + STORY), runs_of(ABSTRACT + OTHER)
    true = len(one & other) / len(one | other)
    assert abs(resemblance(sketch(one), sketch(other)) - true) < 0.15


def test_hyphens_and_case_make_no_difference_to_runs() -> None:
    assert runs_of("The odon-\ntoid PEG was white") == runs_of(
        "the odontoid peg was white"
    )


def test_few_runs_have_no_sketch_and_resemble_nothing() -> None:
    assert sketch(runs_of("Only a few words here")) == b""
    assert resemblance(b"", sketch(runs_of(ABSTRACT))) == 0.0
    assert containment(set(), {"a"}) == 0.0
