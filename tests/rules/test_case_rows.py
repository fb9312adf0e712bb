"""A row of a table is one patient, of the authors or of others."""

import pytest

from pipeline.rules.case_rows import CaseRow


@pytest.mark.parametrize(
    ("source", "own"),
    [(None, True), ("Ferreira 2004", False), ("[12]", False)],
)
def test_a_row_without_a_source_is_an_own_patient(
    source: str | None, own: bool
) -> None:
    assert CaseRow(label=1, source=source, cells={}, start=0, end=9).own is own
