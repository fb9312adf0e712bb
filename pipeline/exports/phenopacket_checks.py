"""Checks of a phenopacket beyond its schema, which alone accepts an empty one."""

import re
from collections.abc import Iterator
from typing import Any

from pipeline.errors import OutputError

JSON = dict[str, Any]
AGE = re.compile(r"P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+D)?")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
_CURIE = re.compile(r"([A-Za-z][\w.]*):[^\s:]\S*")
_SEXES = ("FEMALE", "MALE", "OTHER_SEX", "UNKNOWN_SEX")
_RESOURCE = ("id", "name", "url", "version", "namespacePrefix", "iriPrefix")


def check_packet(packet: JSON) -> None:
    """Raise OutputError unless the schema and the checks below accept a phenopacket."""
    from google.protobuf.json_format import ParseDict, ParseError
    from phenopackets import Phenopacket

    found = list(faults(packet))
    try:
        ParseDict(packet, Phenopacket())
    except ParseError as fault:
        found.append(str(fault))
    if found:
        raise OutputError(
            f"{packet.get('id') or 'a case'}: no valid phenopacket: {found[0]}; "
            "look at this case in cases.csv and facts.csv"
        )


def faults(packet: JSON) -> Iterator[str]:
    """Yield what is wrong with a phenopacket as JSON."""
    subject = packet.get("subject", {})
    if not packet.get("id"):
        yield "no id"
    if not subject.get("id"):
        yield "no subject.id"
    if subject.get("sex", _SEXES[0]) not in _SEXES:
        yield f"sex {subject['sex']!r} is none of {list(_SEXES)}"
    yield from _age_faults(packet)
    yield from _meta_data_faults(packet.get("metaData", {}))
    yield from _term_faults(packet)


def _age_faults(packet: JSON) -> Iterator[str]:
    for part in _parts(packet):
        age = part.get("iso8601duration")
        if "iso8601duration" in part and not AGE.fullmatch(str(age)):
            yield f"age {age!r} is no duration of years, months and days"


def _meta_data_faults(meta: JSON) -> Iterator[str]:
    if not _TIME.fullmatch(meta.get("created", "")):
        yield "metaData.created is no time in UTC"
    for key in ("createdBy", "resources", "phenopacketSchemaVersion"):
        if not meta.get(key):
            yield f"no metaData.{key}"
    if not str(meta.get("phenopacketSchemaVersion", "2")).startswith("2"):
        yield "metaData.phenopacketSchemaVersion is not 2"
    for resource in meta.get("resources", ()):
        if missing := [key for key in _RESOURCE if not resource.get(key)]:
            yield f"a resource has no {missing[0]}"
    for reference in meta.get("externalReferences", ()):
        if not any(reference.get(key) for key in ("id", "reference", "description")):
            yield "an external reference says nothing"


def _term_faults(packet: JSON) -> Iterator[str]:
    """Yield the terms that are no CURIE or whose prefix no resource declares."""
    resources = packet.get("metaData", {}).get("resources", ())
    declared = {resource.get("namespacePrefix") for resource in resources}
    for term in (part for part in _parts(packet) if "label" in part):
        match = _CURIE.fullmatch(term.get("id", ""))
        if not match:
            yield f"{term.get('id')!r} is no code of a term"
        elif match[1] not in declared:
            yield f"no resource declares the prefix of {term['id']}"
        if not term["label"]:
            yield f"{term.get('id')} has no label"


def _parts(value: object) -> Iterator[JSON]:
    """Yield every object inside a JSON value, itself included."""
    if isinstance(value, dict):
        yield value
    children = value.values() if isinstance(value, dict) else value
    if isinstance(children, str) or not hasattr(children, "__iter__"):
        return
    for child in children:
        yield from _parts(child)
