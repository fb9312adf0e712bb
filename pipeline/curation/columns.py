"""Which field and status a column of cases.csv tells of, for readers of such tables."""

from collections.abc import Mapping

#: Columns of one value, and the unit that an item shows.
SCALARS: Mapping[str, tuple[str, str]] = {
    "age_years": ("age", " years"),
    "sex": ("sex", ""),
    "symptom_duration_days": ("duration", " days"),
    "outcome": ("outcome", ""),
    "followup_months": ("followup", " months"),
}
#: Columns of several concepts, and the status they stand for.
CONCEPTS: Mapping[str, tuple[str, str]] = {
    "diagnoses": ("diagnosis", "present"),
    "symptoms": ("symptom", "present"),
    "symptoms_denied": ("symptom", "absent"),
    "imaging_findings": ("imaging", "present"),
    "imaging_absent": ("imaging", "absent"),
    "comorbidities": ("comorbidity", "present"),
    "interventions": ("intervention", "performed"),
    "complications": ("complication", "present"),
}
#: "drainage (considered)": the status stands in the cell.
WITH_STATUS: Mapping[str, str] = {"interventions_not_performed": "intervention"}
LEVELS = "lesion_levels"
LABS = "labs"
READ = frozenset({*SCALARS, *CONCEPTS, *WITH_STATUS, LEVELS, LABS})
#: Columns that no person corrects: keys, and what comes from the article.
FIXED = frozenset({"case_id", "doc_id", "patient", "first_author", "year"})
#: Columns that change by themselves with those above.
FOLLOWING = frozenset({"n_facts", "n_levels", "age_group", "flags", "review_state"})
