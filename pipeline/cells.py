"""How a cell of a CSV file is written so that spreadsheets leave it as it is."""

import csv
import re
from collections.abc import Callable, Iterable
from typing import Any, TextIO

#: Between the values of one cell.
JOINT = "; "
#: A text that begins so is taken for a formula by spreadsheets.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GUARD = "'"
_GUARDED = tuple(_GUARD + sign for sign in FORMULA)
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


def guard(text: str) -> str:
    """Return a text cell with an apostrophe in front if it looks like a formula."""
    is_risky = text.startswith(FORMULA) and not _NUMBER.fullmatch(text)
    return f"{_GUARD}{text}" if is_risky else text


def unguard(cell: str) -> str:
    """Return the text that `guard` was given."""
    return cell[1:] if cell.startswith(_GUARDED) else cell


def format_number(number: float) -> str:
    """Return a number with a point, at most four decimals and no idle zeros.

    Three decimals are written as four: "0.125" is 125 to a German spreadsheet.
    """
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    return f"{text}0" if text[-4:-3] == "." else text


def row_writer(file: TextIO) -> Callable[[Iterable[Any]], Any]:
    """Return a function that writes one row of a CSV file; rows end in LF.

    Cells are quoted where they must be, a carriage return included: the csv module
    forgets it where rows end in LF, and each reader would begin a new row there.
    """

    class Lines:
        def write(self, row: str) -> int:
            return file.write(row.removesuffix("\r\n") + "\n")

    return csv.writer(Lines(), lineterminator="\r\n").writerow
