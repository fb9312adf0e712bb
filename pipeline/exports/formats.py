"""The formats a run can be exported to: one registry, one function."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.exports.place import placed_file, placed_folder
from pipeline.extras import needs_extra
from pipeline.series import Series, open_series

Writer = Callable[[Series, Path], None]
#: The folder of exports inside a run.
EXPORTS = "exports"
#: In every file of an export that is a folder, and in few others.
MARK = b"caseseries"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its place below EXPORTS, its suffixes, and how its writer is loaded."""

    place: str
    suffixes: tuple[str, ...]
    load: Callable[[], Writer]
    is_folder: bool = False


def _xlsx() -> Writer:
    from pipeline.exports.xlsx import write_xlsx

    return write_xlsx


def _parquet() -> Writer:
    from pipeline.exports.parquet import write_parquet

    return write_parquet


def _phenopackets() -> Writer:
    from pipeline.exports.phenopackets import write_phenopackets

    return write_phenopackets


def _ris() -> Writer:
    from pipeline.exports.ris import write_ris

    return write_ris


def _sqlite() -> Writer:
    from pipeline.exports.sqlite import write_sqlite

    return write_sqlite


FORMATS: Mapping[str, Format] = {
    "xlsx": Format("caseseries.xlsx", (".xlsx",), _xlsx),
    "parquet": Format("parquet", (".parquet",), _parquet, is_folder=True),
    "phenopackets": Format("phenopackets", (".json",), _phenopackets, is_folder=True),
    "ris": Format("references.ris", (".ris",), _ris),
    "sqlite": Format("caseseries.sqlite", (".sqlite", ".sqlite3", ".db"), _sqlite),
}


def export(folder: Path, to: str, out: Path | None = None) -> Path:
    """Write the run in `folder` in another format and return where it lies.

    The place is `out`, or the format's own below `folder`/exports; a former export
    there is replaced. Raises OutputError if the run cannot be read or the place is
    taken, MissingExtraError if a library of the format is not installed.
    """
    if to not in FORMATS:
        raise OutputError(f"{to}: no such format; choose of {', '.join(FORMATS)}")
    chosen = FORMATS[to]
    series, place = open_series(folder), out or folder / EXPORTS / chosen.place
    placed = (
        placed_folder(place, mark=MARK)
        if chosen.is_folder
        else placed_file(place, suffixes=chosen.suffixes)
    )
    with needs_extra("export"), placed as target:
        chosen.load()(series, target)
    return place
