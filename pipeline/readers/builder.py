"""Lay blocks out as one text, with its sections, captions and tables."""

from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.readers.blocks import GUESSED
from pipeline.readers.clean import characters, normalise
from pipeline.readers.layout import LASTING, Label, Layout, Source
from pipeline.readers.references import is_narrative
from pipeline.readers.tables import header_rows
from pipeline.records import UNREAD, Cell, Document, Section, Table

_GAP = "\n\n"
_CELL_GAP = " | "
_STORY = frozenset("case history examination imaging treatment outcome".split())
_APART = frozenset("discussion conclusion references boilerplate introduction".split())
#: Characters in the longest paragraph that a run-in heading can make unread.
_LONGEST = {"metadata": 200, "boilerplate": 700, "keywords": 700, "caption": 1500}


class DocumentBuilder:
    """Accumulate blocks in reading order; `build` gives the Document.

    Blocks stand apart by a blank line, each paragraph on one line; table rows take one
    line each, cells joined by " | ". Sections tile the text: a section starts with its
    heading (or first block) and ends where the next one starts.
    """

    def __init__(self, source: Source, layout: Layout, *, format: str) -> None:
        """Begin an empty document of one format ("txt", "jats", …)."""
        self.source = source
        self.layout = layout
        self.format = format
        self._pieces: list[str] = []
        self._length = 0
        self._sections: list[tuple[str, str, int]] = []
        self._tables: list[Table] = []
        self._heading, self._category = "", "body"
        self._outer: list[tuple[int, str]] = []

    @property
    def category(self) -> str:
        """The category that the next paragraph will get."""
        return self._category

    @property
    def is_empty(self) -> bool:
        """Whether no block has been written yet."""
        return not self._pieces

    def heading(
        self, text: str, category: str | None = None, *, level: int = 1
    ) -> None:
        """Start a section with a heading line.

        Without a category the layout decides by the words; an unknown heading takes
        that of the section it is nested in by `level` (1 is the highest), else "body".
        """
        text = normalise(text)
        if not text:
            return
        while self._outer and self._outer[-1][0] >= level:
            self._outer.pop()
        category = category or self.layout.category(text)
        around = self._outer[-1][1] if self._outer else "body"
        category = category or ("body" if around == "metadata" else around)
        if self._outer and self._stays(text, category, level):
            category = self._outer[-1][1]
        self._outer.append((level, category))
        self.section(text, category)
        self._write(text, text, category, fresh=True)

    def _stays(self, text: str, category: str, level: int) -> bool:
        """Return whether a nested heading leaves the category of the one around it.

        "Observations" inside a discussion are no case, "Our case" inside it is one. A
        bold line inside a case ends it only if it says so: not "Ethics approval", not
        "Discussion with the family".
        """
        around = self._outer[-1][1]
        if level == GUESSED and around in _STORY and category in _APART:
            return category == "boilerplate" or len(text.split()) > 2
        if around == "discussion" and category == "case":
            return "case" not in text.lower()
        return around in (UNREAD | {"commentary"}) - {"metadata"}

    def section(self, heading: str, category: str) -> None:
        """Set the section of the paragraphs to come, without a heading line."""
        self._heading, self._category = heading, category

    def end_section(self) -> None:
        """Return to plain body text, outside any section."""
        self._outer.clear()
        self.section("", "body")

    def paragraph(self, text: str, category: str | None = None) -> None:
        """Add a paragraph; run-in labels ("Results: …") open sections of their own.

        With a category the paragraph alone is a section of that category.
        """
        text = normalise(text)
        if not text:
            return
        if category is None and self._category == "metadata" and is_narrative(text):
            self.section("", "body")  # "Grand rounds" is a kicker, no story's section
        if category is not None:
            heading = self._heading if category == self._category else ""
            self._write(text, heading, category)
        elif self._category in UNREAD or self._category == "commentary":
            self._write(text, self._heading, self._category)
        else:
            self._labelled(text)

    def caption(self, text: str) -> None:
        """Add a figure caption; the section it interrupts goes on after it."""
        text = normalise(text)
        if text:
            self._write(text, "", "caption", fresh=True)

    def table(
        self, caption: str, rows: Sequence[Sequence[str]], *, n_header: int = 1
    ) -> None:
        """Add a table with its caption; `rows` include the header rows.

        Rows without any text are dropped; an empty table leaves only its caption.
        """
        caption = normalise(caption)
        cleaned = [[normalise(cell) for cell in row] for row in rows]
        cleaned = [row for row in cleaned if any(row)]
        if not caption and not cleaned:
            return
        start = self._open(caption, "table", fresh=True)
        if caption:
            self._append(caption + ("\n" if cleaned else ""))
        table_rows = tuple(
            self._row(row, last=index == len(cleaned) - 1)
            for index, row in enumerate(cleaned)
        )
        n_header = min(max(n_header, header_rows(cleaned)), len(table_rows))
        if table_rows:
            self._tables.append(
                Table(caption, table_rows, n_header, start, self._length)
            )

    def build(self, **metadata: Any) -> Document:
        """Return the Document; metadata are its fields (title, year, doi, status …)."""
        return Document(
            doc_id=metadata.pop("doc_id", self.source.doc_id),
            source=self.source.source,
            format=self.format,
            sha256=self.source.sha256,
            text="".join(self._pieces),
            sections=tuple(self._tiles()),
            tables=tuple(self._tables),
            **{name: _clean(value) for name, value in metadata.items()},
        )

    def _labelled(self, text: str) -> None:
        """Write a paragraph, with a section for each run-in label in it."""
        before = (self._heading, self._category)
        labels = [la for la in self.layout.labels(text) if _colours(la.category, text)]
        base = self._write(text, *before, fresh=bool(labels) and labels[0].start <= 3)
        for label in labels:
            start = base if label.start <= 3 else base + label.start
            self._mark(label.heading, label.category, start)
        lasting = [label for label in labels if label.category in LASTING]
        if len(lasting) == 1 and (len(labels) == 1 or lasting[0].start <= 3):
            self._go_on_under(lasting[0])

    def _go_on_under(self, label: Label) -> None:
        """Open the section for the paragraphs after one with a run-in label.

        "Abstract. …" or "Introduction: …" is one paragraph and holds for no other.
        """
        if label.category in {"introduction", "abstract"}:
            self.section("", "body")
        else:
            self.section(label.heading, label.category)

    def _write(
        self, text: str, heading: str, category: str, *, fresh: bool = False
    ) -> int:
        """Append one block and return where it starts."""
        start = self._open(heading, category, fresh=fresh)
        self._append(text)
        return start

    def _open(self, heading: str, category: str, *, fresh: bool) -> int:
        """Part from the block before and mark a section; return the offset."""
        if self._pieces:
            self._append(_GAP)
        last = self._sections[-1][:2] if self._sections else None
        if fresh or last != (heading, category):
            self._mark(heading, category, self._length)
        return self._length

    def _mark(self, heading: str, category: str, start: int) -> None:
        """Note that a section starts here; it replaces one that starts here too."""
        if self._sections and self._sections[-1][2] == start:
            self._sections.pop()
        self._sections.append((heading, category, start))

    def _append(self, piece: str) -> None:
        """Add characters to the text."""
        self._pieces.append(piece)
        self._length += len(piece)

    def _row(self, row: Sequence[str], *, last: bool) -> tuple[Cell, ...]:
        """Write one table row on its line and return its cells."""
        cells = []
        for index, text in enumerate(row):
            if index:
                self._append(_CELL_GAP)
            cells.append(Cell(text, self._length, self._length + len(text)))
            self._append(text)
        if not last:
            self._append("\n")
        return tuple(cells)

    def _tiles(self) -> Iterable[Section]:
        """Yield the sections, each ending where the next begins."""
        ends = [*(start for _, _, start in self._sections[1:]), self._length]
        for (heading, category, start), end in zip(self._sections, ends, strict=False):
            yield Section(heading, category, start, end)


def _clean(value: Any) -> Any:
    """Return a field of the metadata with its characters in normal form."""
    if isinstance(value, tuple):
        return tuple(map(_clean, value))
    return characters(value) if isinstance(value, str) else value


def _colours(category: str, text: str) -> bool:
    """Return whether a run-in heading holds for a paragraph of this length.

    "To the Editor: …" may open a whole letter, which is not masthead for that.
    """
    longest = _LONGEST.get(category)
    return longest is None or len(text) <= longest
