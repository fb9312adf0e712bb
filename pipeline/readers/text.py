"""Read plain text, hard-wrapped or not, of any usual encoding."""

from collections.abc import Iterator

from pipeline.readers.blocks import furniture
from pipeline.readers.clean import characters, squeeze
from pipeline.readers.flow import assemble
from pipeline.readers.layout import Layout, Source
from pipeline.readers.lines import blocks_of
from pipeline.readers.sniff import decode
from pipeline.records import Document


def read_text(data: bytes, source: Source, layout: Layout) -> Iterator[Document]:
    """Yield the one document of a plain text file.

    Raises ReaderError if the bytes are not text.
    """
    yield read_lines(characters(decode(data, source)), source, layout, format="txt")


def read_lines(text: str, source: Source, layout: Layout, *, format: str) -> Document:
    """Return the document that plain lines make; `text` has its line breaks.

    Other readers (PDF) use it for text without marks.
    """
    lines = text.split("\n")
    heads = furniture([squeeze(line) for line in lines], layout)
    kept = ["" if place in heads else line for place, line in enumerate(lines)]
    dropped = [squeeze(lines[place]) for place in sorted(heads)]
    blocks = blocks_of(kept, layout)
    return assemble(blocks, source, layout, format=format, dropped=dropped)
