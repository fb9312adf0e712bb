"""One file read and understood, without writing anything."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.aggregate import Row, fold_cases
from pipeline.corpus import CorpusFile
from pipeline.errors import CorpusError
from pipeline.intake import Factory, Recipe, build_station, default_factory, read_file
from pipeline.limits import Limits
from pipeline.pack import load_pack
from pipeline.records import Extraction


def inspect_file(
    file: Path,
    *,
    pack: Path | None = None,
    model: str | None = None,
    factory: Factory = default_factory,
) -> Iterator[tuple[Extraction, list[Row]]]:
    """Yield each document of a file with its rows of cases.

    Raises CorpusError if there is no such file.
    """
    if not file.is_file():
        raise CorpusError(f"{file}: no such file; name one article")
    loaded = load_pack(pack)
    station = build_station(Recipe(loaded.path, loaded.sha256, model, factory))
    for extraction in read_file(CorpusFile(file, file.name), station, limits=Limits()):
        rows = fold_cases(extraction, station.pack, station.codebook)
        header = station.codebook.tables["cases"].header
        yield extraction, [{name: row.get(name) for name in header} for row in rows]
