"""Document to facts: run the pipeline, attach patient and evidence to its mentions."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.nlp import load_nlp
from pipeline.pack import Pack
from pipeline.records import Claim, Document, Extraction, Fact
from pipeline.rules.claims import ClaimRules, find_claims
from pipeline.rules.make_reading import ReadingMaker, blank_unread
from pipeline.rules.reading import Mention, Reading
from pipeline.rules.spans import reading_of
from pipeline.rules.words import split_words

#: A later mention of a patient that says the same in all of these adds nothing.
_ONCE = (
    "field",
    "concept",
    "value",
    "status",
    "modality",
    "levels",
    "interpretation",
    "source",
)
#: Where the concept of a claim is looked up: category → lexicon, field of concepts.tsv.
_CLAIM_LEXICONS = {
    "cause": ("conditions", "condition"),
    "type": ("conditions", "condition"),
    "symptom": ("symptoms", "symptom"),
    "diagnostic_test": ("modalities", "modality"),
    "treatment": ("interventions", "intervention"),
    "prevention": ("interventions", "intervention"),
}


class Extractor:
    """Extracts documents with one pack (and model); build it once per process."""

    def __init__(self, pack: Pack, *, model: str | None = None) -> None:
        """Load the pipeline of a pack; raises PackError or ModelError."""
        self.pack = pack
        self.nlp = load_nlp(pack.path, model=model)
        self.claim_rules = ClaimRules.from_rows(
            *(
                [row.cells for row in pack.rows(name)]
                for name in ("claim_headings", "claim_cues", "sentence_abbreviations")
            )
        )

    def read(self, document: Document) -> Doc:
        """Return the spaCy doc of a document with its reading."""
        doc = self.nlp.make_doc(blank_unread(document))
        doc.user_data["document"] = document
        return self.nlp(doc)

    def extract(self, document: Document) -> Extraction:
        """Return all facts and claims of a document.

        Raises EvidenceError if a quote is not the text at its offsets.
        """
        reading = reading_of(self.read(document))
        facts = tuple(_facts(reading, reading.mentions))
        cited = tuple(_facts(reading, reading.cited))
        claims = tuple(self._claims(reading))
        found: tuple[Fact | Claim, ...] = (*facts, *cited, *claims)
        for evidence in found:
            evidence.check_evidence(document.text)
        return Extraction(
            document=document,
            kind=reading.kind,
            n_patients=len(reading.patients),
            facts=facts,
            claims=claims,
            cited=cited,
        )

    def _claims(self, reading: Reading) -> Iterator[Claim]:
        document = reading.document
        for claim in find_claims(
            document.text,
            document.sections,
            document.doc_id,
            self.claim_rules,
            kind=reading.kind,
        ):
            yield self._with_concept(claim)

    def _with_concept(self, claim: Claim) -> Claim:
        """Return a claim with the pack's concept for its name, where there is one."""
        maker = self.nlp.get_pipe("reading")
        where = _CLAIM_LEXICONS.get(claim.category)
        if where is None or not isinstance(maker, ReadingMaker):
            return claim
        lexicon, field = where
        found = maker.indices[lexicon].find(split_words(claim.name))
        if not found:
            return claim
        concept = max(found, key=lambda m: len(m.words)).concept
        known = self.pack.concept(field, concept)
        code = known.code if known else None
        return replace(claim, concept=concept, concept_code=code)


def _facts(reading: Reading, mentions: Iterable[Mention]) -> Iterator[Fact]:
    seen: set[tuple[object, ...]] = set()
    for mention in sorted(mentions, key=_place):
        for patient in mention.patients:
            key = (patient, *(getattr(mention, name) for name in _ONCE))
            if key not in seen:
                seen.add(key)
                yield _fact(reading, mention, patient)


def _place(mention: Mention) -> tuple[int, int, str, str]:
    return mention.start, mention.end, mention.field, mention.concept or ""


def _fact(reading: Reading, mention: Mention, patient: int) -> Fact:
    start, end, section = _evidence(reading, mention)
    return Fact(
        doc_id=reading.document.doc_id,
        patient=patient,
        field=mention.field,
        start=start,
        end=end,
        quote=reading.document.text[start:end],
        rule=mention.rule,
        concept=mention.concept,
        concept_code=mention.code,
        value=mention.value,
        unit=mention.unit,
        interpretation=mention.interpretation,
        status=mention.status,
        subject=mention.subject,
        modality=mention.modality,
        levels=mention.levels,
        laterality=mention.laterality,
        section=section,
        cited_source=mention.source,
    )


def _evidence(reading: Reading, mention: Mention) -> tuple[int, int, str]:
    """Return start, end and section of what proves a mention: sentence or table row."""
    if mention.evidence is not None:
        return (*mention.evidence, "table")
    sentence = reading.sentences[mention.sentence]
    if sentence.start <= mention.start < sentence.end:
        return sentence.start, sentence.end, sentence.section.category
    return mention.start, mention.end, "metadata"
