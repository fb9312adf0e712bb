"""What stands above and below tables: their titles, and the notes that explain them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.readers.blocks import Block, is_table_caption
from pipeline.readers.tables import is_table_note


def with_captions(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks with titles of tables moved into the tables they belong to."""
    waiting = [b for b in blocks if b.text or b.rows or b.kind == "section"]
    place = 0
    while place < len(waiting):
        block = waiting[place]
        nearby = waiting[place + 1] if place + 1 < len(waiting) else None
        if nearby is not None and _is_caption_of(block, nearby):
            waiting[place + 1] = replace(nearby, text=block.text)
        elif nearby is not None and _is_caption_of(nearby, block):
            yield replace(block, text=nearby.text)
            place += 1
        else:
            yield block
        place += 1


def with_notes(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks with the notes right under tables marked as part of them."""
    before = ""
    for block in blocks:
        is_open = block.category is None and block.kind != "table"
        is_note = before == "table" and is_open and is_table_note(block.text)
        yield replace(block, kind="paragraph", category="table") if is_note else block
        before = block.kind


def _is_caption_of(block: Block, table: Block) -> bool:
    """Return whether a block is the title of the table beside it."""
    return (
        table.kind == "table"
        and not table.text
        and block.kind != "table"
        and is_table_caption(block.text)
    )
