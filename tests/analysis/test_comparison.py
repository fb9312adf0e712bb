"""Groups are set side by side; nobody is counted as what the report does not say."""

from collections.abc import Mapping

import pytest

from pipeline.analysis.comparison import Comparison, compare
from pipeline.errors import ExpressionError
from pipeline.series import ColumnType, Row

Columns = Mapping[str, ColumnType]


def patient(number: int, **cells: str | float | None) -> Row:
    blank = {"case_id": f"d#{number}", "doc_id": f"d{number}"}
    return blank | cells


#: 12 women resolved and 5 died, 3 men resolved and 9 died; R: p = 0.0253...
TRIAL = [
    patient(number, sex=sex, outcome=outcome)
    for number, (sex, outcome) in enumerate(
        [("female", "resolved")] * 12
        + [("female", "died")] * 5
        + [("male", "resolved")] * 3
        + [("male", "died")] * 9
        + [("male", None), (None, "died"), (None, None)]
    )
]


def counts(comparison: Comparison) -> dict[str, list[int]]:
    return {
        group.name: [len(group.counts[c]) for c in comparison.categories]
        for group in comparison.groups
    }


def test_groups_are_counted_by_outcome(columns: Columns) -> None:
    [found] = compare(TRIAL, columns, ["sex"])
    assert found.categories == ("resolved", "died")
    assert counts(found) == {"female": [12, 5], "male": [3, 9]}
    assert found.column_total("died") == 14
    assert len(found.unknown) == 3
    assert found.test.p == pytest.approx(0.025327687033676192, rel=1e-9)
    assert found.p_holm == found.test.p


def test_nobody_is_lost_or_counted_twice(columns: Columns) -> None:
    for by in ("sex", "outcome == died", "age_group"):
        for found in compare(TRIAL, columns, [by]):
            told = [row for group in found.groups for row in group.rows]
            assert sorted(str(r["case_id"]) for r in (*told, *found.unknown)) == sorted(
                str(r["case_id"]) for r in TRIAL
            )


def test_p_values_are_adjusted_over_all_comparisons(columns: Columns) -> None:
    one, same = compare(TRIAL, columns, ["sex", "sex == female"])
    assert one.test.p == pytest.approx(0.025327687033676192, rel=1e-9)
    assert one.p_holm == same.p_holm == pytest.approx(2 * 0.025327687033676192)


def test_reports_are_counted_beside_patients(columns: Columns) -> None:
    rows = [patient(1, sex="male", outcome="died") | {"doc_id": "d"} for _ in range(3)]
    [found] = compare(rows, columns, ["sex"])
    assert [(len(g.rows), g.n_reports) for g in found.groups] == [(3, 1)]


def test_cited_patients_count_by_the_report_they_come_from(columns: Columns) -> None:
    cited = [
        patient(n, sex="male", outcome="died", cited_source=source)
        | {"doc_id": "review"}
        for n, source in enumerate(["Roe 1999", "Roe 1999", "Doe 2001"])
    ]
    [found] = compare(cited, columns, ["sex"])
    assert found.groups[0].n_reports == 2


def test_numbers_are_compared_between_each_pair_of_groups(columns: Columns) -> None:
    told = [("infant", 1.0), ("infant", 3.0), ("child", 4.0), ("child", None)]
    rows = [
        patient(n, age_group=group, followup_months=months)
        for n, (group, months) in enumerate([*told, ("adult", 9.0), (None, 2.0)])
    ]
    found = compare(rows, columns, ["age_group"], "followup_months")
    pairs = [[group.name for group in c.groups] for c in found]
    assert pairs == [["infant", "child"], ["infant", "adult"], ["child", "adult"]]
    assert found[0].groups[0].numbers == (1.0, 3.0)
    assert [len(c.unknown) for c in found] == [2, 1, 2]
    assert found[0].test.p == pytest.approx(2 / 3)  # 2 of 3 ways to place one number


def test_a_condition_may_be_the_outcome(columns: Columns) -> None:
    [found] = compare(TRIAL, columns, ["sex"], "outcome == died")
    assert found.categories == ("yes", "no")
    assert counts(found) == {"female": [5, 12], "male": [9, 3]}


def test_a_list_is_no_outcome(columns: Columns) -> None:
    with pytest.raises(ExpressionError, match="name one value: 'VALUE in symptoms'"):
        compare(TRIAL, columns, ["sex"], "symptom")


@pytest.mark.parametrize("outcome", ["outcome", "followup_months", "age_years >= 18"])
@pytest.mark.parametrize("by", ["sex", "regions", "first_author", "n_levels > 1"])
def test_little_or_nothing_known_gives_no_p_and_no_traceback(
    by: str, outcome: str, columns: Columns
) -> None:
    one = [patient(1, sex="male", outcome="died", followup_months=3.0)]
    for rows in ([], one, [patient(1), patient(2)]):
        for found in compare(rows, columns, [by], outcome):
            assert found.test.p is None
            assert found.test.note.endswith("nothing to compare")


def test_everybody_of_whom_no_number_is_known_is_not_reported(columns: Columns) -> None:
    rows = [patient(1, sex="male"), patient(2, sex="female"), patient(3)]
    [found] = compare(rows, columns, ["sex"], "age_years")
    assert (found.groups, len(found.unknown)) == ((), 3)


def test_a_lone_group_with_numbers_leaves_the_others_not_reported(
    columns: Columns,
) -> None:
    rows = [patient(1, sex="male", age_years=4.0), patient(2, sex="female"), patient(3)]
    [found] = compare(rows, columns, ["sex"], "age_years")
    assert [g.name for g in found.groups] == ["male"]
    assert len(found.unknown) == 2
