"""A phenopacket says of a patient what the tables say, in valid GA4GH JSON."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import OutputError
from pipeline.exports.formats import export
from pipeline.exports.phenopacket_checks import AGE, faults
from pipeline.exports.phenopackets import HPO_RELEASE, age_duration
from tests.runs import fact, hostile_run, paper, patient, write_run

library = pytest.importorskip("phenopackets")

FACTS = (
    fact(1, concept="neck pain", concept_code="HP:0030833", quote="Her neck hurt."),
    fact(2, concept="fever", concept_code="HP:0001945", status="absent"),
    fact(3, concept="clumsiness"),
    fact(4, concept="cough", concept_code="HP:0012735", status="possible"),
    fact(5, concept="cough", concept_code="HP:0012735", subject="family"),
    fact(6, "a#1", field="comorbidity", concept="gout", concept_code="HP:0001997"),
    fact(7, "a#1", field="lab", concept="CRP", value="18"),
    fact(8, "a#1", concept="neck pain", concept_code="HP:0030833", quote="Again."),
    fact(9, field="complication", concept="pneumonia", concept_code="HP:0002090"),
)


def write(folder: Path, *facts: dict[str, Any], **case: Any) -> dict[str, Any]:
    """Return the one phenopacket of a run."""
    known = {"title": "A girl", "doi": "10.1000/x", "pmid": "3000"}
    run = write_run(
        folder / "run",
        documents=[paper(**known)],
        cases=[patient(**case)],
        facts=list(facts),
    )
    (path,) = export(run, "phenopackets").iterdir()
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def packet(tmp_path: Path) -> dict[str, Any]:
    done = "laminectomy; NSAID"
    return write(tmp_path, *FACTS, sex="female", age_years=7, interventions=done)


def test_the_subject_has_sex_and_age(packet: dict[str, Any]) -> None:
    assert packet["id"] == "a_1"
    assert packet["subject"] == {
        "id": "a_1",
        "timeAtLastEncounter": {"age": {"iso8601duration": "P7Y"}},
        "sex": "FEMALE",
    }


def test_features_are_what_has_an_hpo_term(packet: dict[str, Any]) -> None:
    assert packet["phenotypicFeatures"] == [
        {
            "description": "Her neck hurt.",
            "type": {"id": "HP:0030833", "label": "neck pain"},
        },
        {
            "description": "Said.",
            "type": {"id": "HP:0001945", "label": "fever"},
            "excluded": True,
        },
        {"description": "Said.", "type": {"id": "HP:0001997", "label": "gout"}},
    ]


def test_what_is_both_absent_and_present_is_present(tmp_path: Path) -> None:
    fever = {"concept": "fever", "concept_code": "HP:0001945"}
    denied, later = fact(1, status="absent", **fever), fact(2, **fever)
    (feature,) = write(tmp_path, denied, later)["phenotypicFeatures"]
    assert "excluded" not in feature


def test_treatments_have_names_of_this_program(packet: dict[str, Any]) -> None:
    codes = [action["procedure"]["code"] for action in packet["medicalActions"]]
    assert codes == [
        {"id": "caseseries:laminectomy", "label": "laminectomy"},
        {"id": "caseseries:nsaid", "label": "NSAID"},
    ]


def test_meta_data_are_complete(packet: dict[str, Any]) -> None:
    meta = packet["metaData"]
    assert meta["created"] == "2026-01-02T03:04:05Z"
    assert meta["createdBy"] == "caseseries 0.1.0"
    assert meta["phenopacketSchemaVersion"] == "2.0"
    assert [r["namespacePrefix"] for r in meta["resources"]] == ["HP", "caseseries"]
    assert meta["resources"][1]["version"] == "0123456789ab"
    assert meta["externalReferences"] == [
        {
            "id": "PMID:3000",
            "reference": "https://pubmed.ncbi.nlm.nih.gov/3000/",
            "description": "A girl",
        },
        {
            "id": "DOI:10.1000/x",
            "reference": "https://doi.org/10.1000/x",
            "description": "A girl",
        },
    ]


def test_the_library_reads_it_back_whole(packet: dict[str, Any]) -> None:
    json_format = pytest.importorskip("google.protobuf.json_format")
    message = json_format.ParseDict(packet, library.Phenopacket())
    assert json_format.MessageToDict(message) == packet


def test_the_release_of_the_hpo_is_that_of_the_pack(project: Path) -> None:
    told = (project / "models" / "spine" / "README.md").read_text(encoding="utf-8")
    assert f"release {HPO_RELEASE}" in told


def test_a_patient_of_whom_nothing_is_known_is_valid(tmp_path: Path) -> None:
    packet = write(tmp_path)
    assert packet["subject"] == {"id": "a_1"}
    assert list(packet) == ["id", "subject", "metaData"]


def test_a_death_is_told(tmp_path: Path) -> None:
    packet = write(tmp_path, outcome="died")
    assert packet["subject"]["vitalStatus"] == {"status": "DECEASED"}


@pytest.mark.parametrize(
    ("years", "duration"),
    [
        (7, "P7Y"),
        (62.0, "P62Y"),
        (1.5, "P1Y6M"),
        (7.5, "P7Y6M"),
        (1.25, "P1Y3M"),
        (0.3333, "P4M"),
        (0.0833, "P1M"),
        (0.1151, "P42D"),
        (0.0192, "P7D"),
        (0, "P0D"),
        (0.999, "P1Y"),
        (99.99, "P100Y"),
    ],
)
def test_ages_are_durations(years: float, duration: str) -> None:
    assert age_duration(years) == duration
    assert AGE.fullmatch(duration)


def test_every_case_has_a_file_of_its_own(tmp_path: Path) -> None:
    names = ["a b", "a_b", "A_B", "../x", "症例", "\u202e=1", "é" * 120]
    run = write_run(
        tmp_path / "run",
        documents=[paper(name) for name in names],
        cases=[patient(name) for name in names],
    )
    files = sorted(path.name for path in export(run, "phenopackets").iterdir())
    plain = ["a_b_1.json", "a_b_1__2.json", "A_B_1__3.json", "_x_1.json"]
    odd = ["症例_1.json", "__1_1.json", "é" * 74 + "_1.json"]
    assert files == sorted([*plain, *odd])


def test_hostile_text_is_data(tmp_path: Path) -> None:
    run = hostile_run(tmp_path / "run")
    for path in export(run, "phenopackets").iterdir():
        assert list(faults(json.loads(path.read_text(encoding="utf-8")))) == []


def test_an_empty_run_gives_an_empty_folder(tmp_path: Path) -> None:
    folder = export(write_run(tmp_path / "run"), "phenopackets")
    assert list(folder.iterdir()) == []


BROKEN = {
    "no id": lambda p: p.pop("id"),
    "no subject.id": lambda p: p["subject"].pop("id"),
    "sex 'F' is none of": lambda p: p["subject"].update(sex="F"),
    "age 'P'": lambda p: _set_age(p, "P"),
    "age ''": lambda p: _set_age(p, ""),
    "age '7'": lambda p: _set_age(p, "7"),
    "age 'P6M1Y'": lambda p: _set_age(p, "P6M1Y"),
    "created is no time": lambda p: p["metaData"].pop("created"),
    "no metaData.createdBy": lambda p: p["metaData"].pop("createdBy"),
    "no metaData.resources": lambda p: p["metaData"].update(resources=[]),
    "no metaData.phenopacketSchemaVersion": lambda p: p["metaData"].pop(
        "phenopacketSchemaVersion"
    ),
    "SchemaVersion is not 2": lambda p: p["metaData"].update(
        phenopacketSchemaVersion="1.0"
    ),
    "a resource has no version": lambda p: p["metaData"]["resources"][0].pop("version"),
    "declares the prefix of HP:0030833": lambda p: p["metaData"]["resources"].pop(0),
    "an external reference says nothing": lambda p: p["metaData"].update(
        externalReferences=[{}]
    ),
    "'fever' is no code": lambda p: p["phenotypicFeatures"][0]["type"].update(
        id="fever"
    ),
    "has no label": lambda p: p["phenotypicFeatures"][0]["type"].update(label=""),
}


def _set_age(packet: dict[str, Any], age: str) -> None:
    packet["subject"]["timeAtLastEncounter"]["age"]["iso8601duration"] = age


@pytest.mark.parametrize("message", BROKEN)
def test_the_checks_find_what_the_schema_lets_pass(
    packet: dict[str, Any], message: str
) -> None:
    assert list(faults(packet)) == []
    broken = copy.deepcopy(packet)
    BROKEN[message](broken)
    assert any(message in fault for fault in faults(broken))


def test_an_empty_packet_has_faults() -> None:
    assert len(list(faults({}))) == 6


@pytest.mark.parametrize("content", [None, "{}", "no JSON", '{"started": "now"}'])
def test_a_run_without_its_notes_is_told(tmp_path: Path, content: str | None) -> None:
    run = write_run(tmp_path / "run", documents=[paper()], cases=[patient()])
    (run / "run.json").unlink()
    if content is not None:
        (run / "run.json").write_text(content)
    with pytest.raises(OutputError, match=r"run.json: missing or not the notes of a"):
        export(run, "phenopackets")


def test_a_case_without_its_article_is_told(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", documents=[], cases=[patient()])
    with pytest.raises(OutputError, match=r"no row a, which cases.csv names"):
        export(run, "phenopackets")


def test_a_code_that_is_none_stops_the_export(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="a_1: no valid phenopacket: 'HP: x' is no"):
        write(tmp_path, fact(1, concept="x", concept_code="HP: x"))
