"""An extractor for tests of everything around extraction: it reads plain commands.

    Patient 1: symptom neck pain.                     Patient 2: age = 44 years.
    Patient 1: intervention fusion @C3-C4 (performed). Cited 1 of Roe 1999: sex male.
    Claim treatment: rest.                            BOOM. fails, LIE. misquotes.

Importable, so that worker processes find it too.
"""

import os
import re
import time
from dataclasses import replace

from pipeline.pack import Pack
from pipeline.records import Claim, Document, Extraction, Fact

_SENTENCE = re.compile(
    r"(?P<who>Patient|Cited) (?P<n>\d+)(?: of (?P<source>[^:]+))?: (?P<field>\w+)"
    r"(?: (?P<concept>[^.=@(~]+?))?(?: = (?P<value>\S+) (?P<unit>[\w/^]+))?"
    r"(?: ~ (?P<interpretation>\w+))?(?: @(?P<levels>[\w,-]+))?"
    r"(?: by (?P<modality>\w+))?(?: \((?P<status>\w+)\))?(?: of (?P<subject>\w+))?\."
)
_CLAIM = re.compile(r"Claim (\w+): ([^.]+)\.")


def make_fake(pack: Pack, model: str | None) -> "FakeExtractor":
    """Return the fake; the signature is that of a factory."""
    return FakeExtractor()


class FakeExtractor:
    """Turns the commands of a text into facts and claims."""

    def extract(self, document: Document) -> Extraction:
        """Return what the commands say."""
        if "BOOM." in document.text:
            raise TypeError("a fault nobody foresaw")
        if "SLEEP." in document.text:
            time.sleep(5)
        if "DIE." in document.text:
            os._exit(13)
        facts = [_fact(document, m) for m in _SENTENCE.finditer(document.text)]
        own = tuple(f for f in facts if f.cited_source is None)
        if "LIE." in document.text:
            own = (replace(own[0], quote="nobody wrote this"), *own[1:])
        n = len({f.patient for f in own})
        kind = "case_report" if n == 1 else "case_series" if n else "review"
        cited = tuple(f for f in facts if f.cited_source)
        claims = tuple(_claim(document, m) for m in _CLAIM.finditer(document.text))
        return Extraction(document, kind, n, own, claims, cited)


def _fact(document: Document, match: re.Match[str]) -> Fact:
    levels = tuple((match["levels"] or "").split(",")) if match["levels"] else ()
    return Fact(
        doc_id=document.doc_id,
        patient=int(match["n"]),
        field=match["field"],
        start=match.start(),
        end=match.end(),
        quote=match[0],
        rule="fake",
        concept=match["concept"],
        value=match["value"],
        unit=match["unit"],
        interpretation=match["interpretation"],
        status=match["status"] or "present",
        subject=match["subject"] or "patient",
        modality=match["modality"],
        levels=levels,
        cited_source=match["source"],
    )


def _claim(document: Document, match: re.Match[str]) -> Claim:
    return Claim(
        doc_id=document.doc_id,
        category=match[1],
        name=match[2],
        start=match.start(),
        end=match.end(),
        quote=match[0],
    )
