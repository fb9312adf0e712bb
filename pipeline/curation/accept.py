"""Promote a run: its copy becomes what later runs are compared with."""

import shutil
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.series import open_series
from pipeline.staging import OTHERS, TEXTS, check_former, staged


def accept_run(run: Path, accepted: Path) -> tuple[Path, ...]:
    """Copy what a run wrote to the accepted folder, whole or not at all.

    Return the copied files. Raises OutputError if there is no run, or if the accepted
    folder holds anything that no run has written.
    """
    if not run.is_dir():
        raise OutputError(f"{run}: no run to accept; run `make extract` first")
    if run.resolve() == accepted.resolve():
        raise OutputError(f"{run}: is the accepted folder; name another with --to")
    tables = tuple(open_series(run).columns)
    check_former(accepted, tables)
    with staged(accepted) as (fresh, _):
        names = [*(f"{table}.csv" for table in tables), *OTHERS]
        for name in filter(lambda name: (run / name).is_file(), names):
            shutil.copyfile(run / name, fresh / name)
        shutil.copytree(run / TEXTS, fresh / TEXTS)
    return tuple(sorted(path for path in accepted.rglob("*") if path.is_file()))
