"""Mark what follows the heading of a reference list, where headings can be trusted."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.readers.blocks import Block
from pipeline.readers.layout import Layout


def mark_references(blocks: Sequence[Block], layout: Layout) -> Iterator[Block]:
    """Yield blocks, those under the heading of the reference list marked as such.

    Only for files that mark their headings: a line of one reference may read like a
    masthead or a heading, and is neither.
    """
    inside = False
    for block in blocks:
        if block.kind == "heading":
            inside = layout.category(block.text) == "references"
        if inside and block.kind in ("paragraph", "item"):
            block = replace(block, category="references")
        yield block
