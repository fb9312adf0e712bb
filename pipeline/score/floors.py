"""Floors under the figures: they rise freely and sink only when told to.

A baseline file holds, per gold set, the digest of the gold and F1 per field:
{"dev": {"gold_sha256": "...", "fields": {"age": 0.99, ...}}, ...}
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import GoldError
from pipeline.score.records import Evaluation


@dataclass(frozen=True, slots=True)
class Floor:
    """The pinned figures of one gold set, and the digest of the gold they stand on."""

    gold_sha256: str
    fields: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class PinReport:
    """What a pin changed: lines such as "dev age: 0.91 -> 0.93"."""

    raised: tuple[str, ...]
    lowered: tuple[str, ...]
    is_written: bool


def gold_digest(gold_dir: Path) -> str:
    """Return the SHA-256 over names and bytes of a folder's gold files, by name."""
    paths = sorted(gold_dir.glob("*.json"))
    if not paths:
        raise GoldError(f"{gold_dir}: no gold files; name a folder of JSON files")
    digest = hashlib.sha256()
    for path in paths:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.name} {content}\n".encode())
    return digest.hexdigest()


def read_baseline(path: Path) -> dict[str, Floor]:
    """Return the floors per gold set; none if there is no file yet."""
    if not path.is_file():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {k: Floor(v["gold_sha256"], dict(v["fields"])) for k, v in data.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GoldError(
            f"{path}: not a baseline ({error!r}); restore it from git or pin anew"
        ) from error


def broken_floors(floor: Floor, evaluation: Evaluation) -> list[str]:
    """Return a line for each figure below its floor, in the order of the report."""
    figures = evaluation.figures()
    return [
        f"{name}: {figures.get(name, 0.0):.3f} is below the floor {least:.3f}"
        for name, least in floor.fields.items()
        if figures.get(name, 0.0) < least
    ]


def pin_floors(
    baseline: Path,
    set_name: str,
    evaluation: Evaluation,
    gold_sha256: str,
    *,
    allow_regression: bool = False,
) -> PinReport:
    """Set the floors of one gold set to the figures of an evaluation.

    Nothing is written when a figure would sink and `allow_regression` is not given.
    """
    floors = read_baseline(baseline)
    old = floors[set_name].fields if set_name in floors else {}
    new = evaluation.figures()
    lowered = _changes(set_name, old, new, is_rise=False)
    report = PinReport(
        _changes(set_name, old, new, is_rise=True),
        lowered,
        allow_regression or not lowered,
    )
    if report.is_written:
        _write(baseline, floors | {set_name: Floor(gold_sha256, new)})
    return report


def _changes(
    set_name: str, old: Mapping[str, float], new: Mapping[str, float], *, is_rise: bool
) -> tuple[str, ...]:
    names = list(dict.fromkeys([*new, *old]))
    pairs = ((n, old.get(n, 0.0), new.get(n, 0.0)) for n in names)
    return tuple(
        f"{set_name} {name}: {before:.3f} -> {after:.3f}"
        for name, before, after in pairs
        if before != after and (after > before) == is_rise
    )


def _write(path: Path, floors: Mapping[str, Floor]) -> None:
    data = {
        name: {"gold_sha256": f.gold_sha256, "fields": dict(f.fields)}
        for name, f in sorted(floors.items())
    }
    path.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
