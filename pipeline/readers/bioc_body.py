"""Write BioC passages into a DocumentBuilder: sections, captions and tables."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.readers.builder import DocumentBuilder
from pipeline.readers.jats_body import read_table
from pipeline.readers.layout import Layout
from pipeline.readers.markup import parse
from pipeline.readers.tables import Grid, without_empty

#: Section types of the PMC BioC service (Comeau 2019), lower case; None is decided
#: by the words of the headings.
CATEGORIES: Mapping[str, str | None] = {
    "title": "title",
    "front": "title",
    "abstract": "abstract",
    "intro": "introduction",
    "methods": "methods",
    "subjects": "methods",
    "results": "results",
    "case": "case",
    "discuss": "discussion",
    "concl": "conclusion",
    "fig": "caption",
    "table": "table",
    "keyword": "keywords",
    "ref": "references",
    "suppl": "boilerplate",
    "ack_fund": "boilerplate",
    "auth_cont": "boilerplate",
    "comp_int": "boilerplate",
    "abbr": "boilerplate",
    "review_info": "boilerplate",
    "appendix": None,
}
#: Passages that stand inside a section without ending it.
_FLOATS = frozenset({"fig", "table"})
_HEADING = re.compile(r"(?:abstract_)?title(?:_(?P<level>\d))?(?:_caption)?")


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage; `kind` and `section` are lower case, "" where not said."""

    kind: str
    section: str
    text: str
    infons: Mapping[str, str]


def write_passages(passages: Sequence[Passage], builder: DocumentBuilder) -> None:
    """Write the passages of one document in their order."""
    section = ""
    for place, passage in enumerate(passages):
        if passage.section in _FLOATS:
            _write_float(passages, place, builder)
        else:
            _write(passage, builder, is_new=passage.section != section)
            section = passage.section


def _write(passage: Passage, builder: DocumentBuilder, *, is_new: bool) -> None:
    """Write one passage; `is_new` if its section type is not that of the last one."""
    category = CATEGORIES.get(passage.section)
    heading = _HEADING.fullmatch(passage.kind)
    if category == "title":
        builder.heading(passage.text, "title")
        builder.paragraph(passage.infons.get("kwd", ""), "keywords")
    elif heading:
        level = int(heading["level"] or 1)
        builder.heading(passage.text, _told(passage, builder.layout), level=level)
    else:
        if is_new:
            _enter(category, builder)
        builder.paragraph(passage.text)


def _told(passage: Passage, layout: Layout) -> str | None:
    """Return what a heading opens: by its words, unless its type closes a section."""
    category = CATEGORIES.get(passage.section)
    if category in ("abstract", "references"):
        return category
    return layout.category(passage.text) or category


def _enter(category: str | None, builder: DocumentBuilder) -> None:
    """Start a section whose type is all that is known of it."""
    builder.end_section()
    if category in ("abstract", "references"):
        builder.heading(category.capitalize(), category)
    else:
        builder.section("", category or "body")


def _write_float(
    passages: Sequence[Passage], place: int, builder: DocumentBuilder
) -> None:
    """Write a caption or table passage; the section around it goes on after it."""
    passage = passages[place]
    if passage.section == "fig":
        builder.caption(passage.text)
        return
    grid, n_header = _grid(passage)
    if grid:
        before = passages[place - 1] if place else passage
        caption = before.text if _is_caption(before) else ""
        builder.table(caption, grid, n_header=n_header)
    elif not (_is_caption(passage) and _has_grid_next(passages, place)):
        builder.paragraph(passage.text, "table")


def _is_caption(passage: Passage) -> bool:
    return passage.section == "table" and "caption" in passage.kind


def _has_grid_next(passages: Sequence[Passage], place: int) -> bool:
    following = passages[place + 1 : place + 2]
    return any(one.section == "table" and bool(_grid(one)[0]) for one in following)


def _grid(passage: Passage) -> tuple[Grid, int]:
    """Return the cells of a table passage: from its XML, else from tabs in the text."""
    if "<t" in passage.infons.get("xml", ""):
        root, _ = parse(passage.infons["xml"].encode("utf-8"), "table")
        return read_table(root)
    lines = [line.split("\t") for line in passage.text.splitlines() if line.strip()]
    width = max((len(line) for line in lines), default=0)
    if width < 2:
        return [], 0
    return without_empty([line + [""] * (width - len(line)) for line in lines]), 1
