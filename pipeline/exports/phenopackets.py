"""One GA4GH phenopacket (version 2, JSON) per patient of the authors' own.

Specification: https://phenopacket-schema.readthedocs.io. What stands where:

- `subject.timeAtLastEncounter` is the age at presentation, the only age a row has.
- `phenotypicFeatures` are symptoms, findings, diagnoses and comorbidities that have a
  term of the HPO, each with its first quote as description; what is said to be absent
  is `excluded`, unless it is also said to be present. Label is the name in the lexicon.
  Left out, and found in facts.csv: what has no HPO term, and what is possible or past.
- `medicalActions` are the performed treatments. The lexicons have no public codes for
  them and none is invented: `caseseries:laminectomy` is a name of this program,
  declared in `metaData.resources`. The tables do not tell drugs from operations, so all
  stand as `procedure`.
- Laboratory tests are left out: a measurement needs a LOINC code, and there is none.
- `metaData.created` is the time of the run, so that an export repeated is the same.
- A feature has no `evidence`: that needs a code of who judged it, and nobody has.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.errors import OutputError
from pipeline.exports.phenopacket_checks import check_packet
from pipeline.series import Row, Series, values

JSON = dict[str, Any]
#: The release of the codes in the lexicons; models/spine/README.md says the same.
HPO_RELEASE = "2025-11-24"
SCHEMA_VERSION = "2.0"
FIELDS = ("symptom", "imaging", "diagnosis", "comorbidity")
_HPO = {
    "id": "hp",
    "name": "human phenotype ontology",
    "url": "http://purl.obolibrary.org/obo/hp.owl",
    "version": HPO_RELEASE,
    "namespacePrefix": "HP",
    "iriPrefix": "http://purl.obolibrary.org/obo/HP_",
}
_LONGEST_NAME = 150  # bytes; a file system takes 255
_DAYS = 365  # of a year, as in the tables


def write_phenopackets(series: Series, folder: Path) -> None:
    """Write <id>.json for each case; raises OutputError if one would not be valid."""
    notes = _notes(series.folder / "run.json")
    documents = {row["doc_id"]: row for row in series.documents}
    if lost := [c for c in series.cases if c["doc_id"] not in documents]:
        raise OutputError(
            f"{series.folder}/documents.csv: no row {lost[0]['doc_id']}, which "
            "cases.csv names; run `make extract` anew"
        )
    names = _file_names(str(case["case_id"]) for case in series.cases)
    for case, name in zip(series.cases, names, strict=True):
        facts = series.facts_in_force(case["case_id"])
        packet = phenopacket(name, case, facts, documents[case["doc_id"]], notes)
        check_packet(packet)
        text = json.dumps(packet, indent=2, ensure_ascii=False) + "\n"
        (folder / f"{name}.json").write_text(text, encoding="utf-8", newline="")


def phenopacket(
    name: str, case: Row, facts: Iterable[Row], document: Row, notes: JSON
) -> JSON:
    """Return the phenopacket of a case; `notes` are those of run.json."""
    packet: JSON = {
        "id": name,
        "subject": _subject(name, case),
        "phenotypicFeatures": list(_features(facts)),
        "medicalActions": [
            {"procedure": {"code": _local_term(treatment)}}
            for treatment in dict.fromkeys(values(case, "interventions"))
        ],
        "metaData": _meta_data(document, notes),
    }
    return {key: value for key, value in packet.items() if value != []}


def age_duration(years: float) -> str:
    """Return an age as ISO 8601: 7 -> "P7Y", 1.5 -> "P1Y6M", 0.0192 -> "P7D".

    Days where a year is not over and the months are not whole.
    """
    months = round(years * 12)
    if years < 1 and (not months or abs(years * 12 - months) > 0.02):
        return f"P{round(years * _DAYS)}D"
    whole, rest = divmod(months, 12)
    return "P" + (f"{whole}Y" if whole else "") + (f"{rest}M" if rest else "")


def _subject(name: str, case: Row) -> JSON:
    subject: JSON = {"id": name}
    age = case.get("age_years")
    if isinstance(age, int | float) and 0 <= age < 150:
        duration = age_duration(age)
        subject["timeAtLastEncounter"] = {"age": {"iso8601duration": duration}}
    if case.get("outcome") == "died":
        subject["vitalStatus"] = {"status": "DECEASED"}
    if case.get("sex") in ("female", "male"):
        subject["sex"] = str(case["sex"]).upper()
    return subject


def _features(facts: Iterable[Row]) -> Iterator[JSON]:
    """Yield one feature per HPO term, in the order of the text."""
    first: dict[str, Row] = {}
    for fact in facts:
        code = str(fact["concept_code"] or "")
        if not (code.startswith("HP:") and _is_feature(fact)):
            continue
        known = first.setdefault(code, fact)
        if known["status"] == "absent" and fact["status"] == "present":
            first[code] = fact
    for code, fact in first.items():
        feature: JSON = {"type": {"id": code, "label": fact["concept"]}}
        if fact["quote"]:
            feature = {"description": fact["quote"]} | feature
        yield feature | ({"excluded": True} if fact["status"] == "absent" else {})


def _is_feature(fact: Row) -> bool:
    return (
        fact["field"] in FIELDS
        and fact["subject"] == "patient"
        and fact["status"] in ("present", "absent")
    )


def _local_term(name: str) -> JSON:
    slug = "-".join(re.findall(r"\w+", name.lower()))
    return {"id": f"caseseries:{slug or 'unnamed'}", "label": name}


def _meta_data(document: Row, notes: JSON) -> JSON:
    pack = notes["pack"]
    local = {
        "id": "caseseries",
        "name": f"names of treatments in the lexicons of the pack {pack['name']}",
        "url": f"urn:caseseries:pack:{pack['name']}",
        "version": pack["sha256"][:12],
        "namespacePrefix": "caseseries",
        "iriPrefix": "urn:caseseries:treatment:",
    }
    started = datetime.fromisoformat(notes["started"]).astimezone(UTC)
    return {
        "created": started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "createdBy": f"caseseries {notes['version']}",
        "resources": [_HPO, local],
        "phenopacketSchemaVersion": SCHEMA_VERSION,
        "externalReferences": list(_references(document)),
    }


def _references(document: Row) -> Iterator[JSON]:
    told = {"description": str(document["title"] or document["doc_id"])}
    pmid, doi = document["pmid"], document["doi"]
    if pmid:
        address = f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"
        yield {"id": f"PMID:{pmid}", "reference": address} | told
    if doi:
        yield {"id": f"DOI:{doi}", "reference": f"https://doi.org/{doi}"} | told
    if not (pmid or doi):
        yield told


def _notes(path: Path) -> JSON:
    try:
        notes = json.loads(path.read_text(encoding="utf-8"))
        datetime.fromisoformat(notes["started"])
        _ = notes["version"], notes["pack"]["name"], notes["pack"]["sha256"][:12]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise OutputError(
            f"{path}: missing or not the notes of a run; run `make extract` anew"
        ) from fault
    return dict(notes)


def _file_names(case_ids: Iterable[str]) -> Iterator[str]:
    """Yield "smith-2019_1" for "smith-2019#1", safe and unlike any name before it."""
    taken: set[str] = set()
    for case_id in case_ids:
        safe = re.sub(r"[^\w.-]", "_", case_id).lstrip(".-")
        name = cut = safe.encode()[-_LONGEST_NAME:].decode(errors="ignore") or "case"
        number = 2
        while name.casefold() in taken:
            name, number = f"{cut}__{number}", number + 1
        taken.add(name.casefold())
        yield name
