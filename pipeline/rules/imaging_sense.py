"""Whether words that name a finding report one: refuted, thought of, named again."""

import re
from collections.abc import Set

from pipeline.rules.imaging_status import Hit
from pipeline.rules.reading import Reading, Sentence

_FOR = re.compile(r"\s+for\s+(?!(?:his|her|the|age)\b)", re.IGNORECASE)
_APART = re.compile(
    r"(?:\s+in\s+(?:\w+\s+){1,3})?[\s,]*"
    r"(?:apart from|except|but for|other than|save|aside from)\b",
    re.IGNORECASE,
)
#: "showed nothing but osteophytes"
_NOTHING_BUT = re.compile(
    r"nothing\s+(?:but|except|else|more|further)\b", re.IGNORECASE
)
#: "first <read as normal>", "<reported as normal>; on review the space was narrow"
_FIRST_READ = re.compile(
    r"\b(?:first|initially|originally|wrongly|erroneously)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_REVIEWED = re.compile(
    r"[^.]{0,30}\b(?:on (?:review|re-?reading|looking again|closer inspection)|in "
    r"retrospect|retrospectively|with hindsight)\b",
    re.IGNORECASE,
)
_BARIUM = re.compile(
    r"\b(?:barium|swallow|gastrografin|o?esophag\w*|urethr\w*)\b", re.IGNORECASE
)
#: "was read as", "had been mistaken for"; not "reported as showing"
_REFUTED = re.compile(
    r"(?:\b(?:read|reported|interpreted|misinterpreted|misread|labelled|mistaken|"
    r"(?<!film )(?<!films )(?<!graph )(?<!graphs )(?<!ray )(?<!rays )(?<!views )taken|"
    r"misdiagnosed|suspected|regarded)\s+(?:\w+\s+)?(?:as|for|to be)\s+"
    r"|\b(?:at first|first|initially|originally|wrongly|erroneously|provisionally)\s+"
    r"(?:thought|believed|considered|assumed|held|taken|felt|read|called)\s+"
    r"(?:to be|to represent|as|for|suspicious of|suggestive of)\s+"
    r"|\b(?:thought|believed|considered|assumed|held|taken|felt|read|called)\s+"
    r"(?:at first|first|initially|originally|wrongly|erroneously)\s+"
    r"(?:to be|to represent|as|for|suspicious of|suggestive of)\s+"
    r"|\bwhat had (?:looked like|appeared to be|seemed(?: to be)?|been taken for) "
    r"|\b(?:radiologist|reader|report)s?\s+(?:[\w-]+\s+){0,4}(?:favou?red|leant to|"
    r"leaned to\w*|inclined to\w*|thought of)\s+"
    r"|\bread the (?:\w+ ){1,2}as |\b(?:suspicion|impression|suggestion|thought|fear) "
    r"(?:was|had been|is|of) (?:that )?(?:of )?)"
    r"(?!showing|having|demonstrating|revealing|normal|negative|[\"“«'])"
    r"(?:(?!\bbut\b|\bwhereas\b|\bwhile\b)[^.;:]){0,60}$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:other|further|additional|residual|recurrent|new)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_NO_OTHER = re.compile(
    r"\bno\s+(?:(?:other|further|additional)|(?:growth|increase|enlargement|change|"
    r"progression)\s+(?:of|in)(?:\s+(?:the|its|this))?)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"\b(?:the|this|these|that|those|its|their)\s+"
    r"(?:(?!the\b|its\b|their\b|these\b|of\b|in\b|with\b|and\b|at\b|to\b|on\b|by\b|a\b|an\b|was\b|were\b|is\b|"
    r"had\b|show|reveal|demonstrat|disclos|confirm|detect|display|depict|identif|found\b)"
    r"[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_SHOWS = re.compile(
    r"\b(?:show\w*|confirm\w*|demonstrat\w*|reveal\w*|verif\w*|depict\w*|outlin\w*|"
    r"detect\w*|display\w*|disclos\w*|identif\w*|prov(?:ed|en)|visuali[sz]\w*)\s+"
    r"(?:(?!that\b)\w+\s+){0,2}$",
    re.IGNORECASE,
)

#: "MRI: the mass <was> dark"
_IS = re.compile(r"\s+(?:was|were|is|are|had|has|gave|appeared)\b", re.IGNORECASE)
#: each modality that shows them is worth an entry
_SUBSTANCES = frozenset({"calcification", "ossification"})
#: what "the mass" does not stand for; "the ossified mass" may
_SHAPELESS = _SUBSTANCES | {"bone erosion", "fracture", "vertebral collapse"}
#: a list of what it might have been
_DIFFERENTIAL = re.compile(
    r"\b(?:(?:had|have) (?:first )?thought of|differential diagnos[ie]s|"
    r"in the discussion (?:came|were)|on the list|(?:was|were) (?:also )?considered\b|"
    r"could be confused with|possibilities (?:were|included)|"
    r"first diagnosis was)",
    re.IGNORECASE,
)
#: "An abscess was diagnosed": what was thought, where no image is named
_THOUGHT = re.compile(
    r"(?:\s+(?:disc|mass|lesion))?\s+(?:was|were)\s+"
    r"(?:\w+ly\s+|first\s+|therefore\s+|thus\s+|at first\s+)?"
    r"(?:diagnosed|assumed|presumed|feared|thought of|thought likely)\b",
    re.IGNORECASE,
)
#: "a scan, made because an abscess <had been suspected>"
_HAD_BEEN_THOUGHT = re.compile(
    r"\s+(?:had|has) (?:\w+ )?been (?:\w+ )?(?:suggested|suspected|presumed|assumed|"
    r"feared|proposed|considered|mooted)\b",
    re.IGNORECASE,
)
#: "no marrow lesion", "no lesion of the aorta" deny no mass of the spine
_NO_LESION = re.compile(
    r"\b(?:no|any|without|neither|nor)\s+(?:(?:other|focal|mass|discrete|obvious|structural|"
    r"expansile|compressive|space-occupying|intraspinal|intradural|extradural|epidural|"
    r"intramedullary|such)\s+)*$",
    re.IGNORECASE,
)
_OF_ELSEWHERE = re.compile(r"\s+(?:of|in|to)\b", re.IGNORECASE)
_PART_IS = re.compile(
    r"\b(?:dis[ck]|joint|cord|vertebra|bod(?:y|ie)|level|ligament|muscle|root|foram\w+|"
    r"facet|segment|canal|pedicle|lung|chest)s?\s+(?:was|were|is|are|appeared|looked)\s+"
    r"(?:\w+\s+)?$",
    re.IGNORECASE,
)
#: "excision of the <cyst>": what an operation takes out
_OBJECT = re.compile(
    r"\s+(?:of|for)\s+(?:(?:the|an?|this|that|its|his|her)\s+)?(?:[\w-]+\s+){0,2}",
    re.IGNORECASE,
)


def is_beside_the_point(
    reading: Reading,
    sentence: Sentence,
    hit: Hit,
    status: str,
    *,
    named: bool,
    lesions: Set[str],
) -> bool:
    """Is a finding refuted, one of "no other", of a laboratory, or named again?"""
    before = reading.text[sentence.start : hit.start]
    if hit.concept == "normal":
        return (
            bool(_APART.match(reading.text, hit.end))
            or bool(_NOTHING_BUT.search(reading.text, hit.start, hit.end + 12))
            or bool(_FOR.match(reading.text, hit.end))
            or bool(_PART_IS.search(before))
            or (not named and bool(reading.terms_in("labs", sentence)))
            or bool(_FIRST_READ.search(before))
            or bool(_REVIEWED.match(reading.text, hit.end, sentence.end))
        )
    if hit.concept == "contrast block" and _BARIUM.search(sentence.text):
        return True
    if _is_thought(reading, sentence, hit) or _is_object(reading, sentence, hit):
        return True
    if _is_differential(reading, sentence, hit, named=named):
        return True
    if hit.rule.endswith("#lesion") and _names_again(before):
        return True
    if _NO_OTHER.search(before):
        return True
    if status == "absent":
        known = hit.concept == "mass" and (
            _DEFINITE.search(before) or _is_elsewhere(reading.text, hit, before)
        )
        return bool(known or _OTHER.search(before))
    return bool(_REFUTED.search(before)) or _is_known(
        reading, hit, before, lesions, named=named
    )


def _is_differential(
    reading: Reading, sentence: Sentence, hit: Hit, *, named: bool
) -> bool:
    """Is a finding in a list of what it might have been, before any image is named?"""
    found = _DIFFERENTIAL.search(sentence.text)
    if found is None or not named:
        return found is not None
    begin = sentence.start + found.end()
    return begin <= hit.start and not any(
        begin <= t.start and t.end <= hit.start
        for t in reading.terms_in("modalities", sentence)
    )


def _is_thought(reading: Reading, sentence: Sentence, hit: Hit) -> bool:
    """Is a finding only what was thought: "an abscess was diagnosed"?"""
    if _HAD_BEEN_THOUGHT.match(reading.text, hit.end):
        return True
    shown = any(t.end <= hit.start for t in reading.terms_in("modalities", sentence))
    return not shown and bool(_THOUGHT.match(reading.text, hit.end))


def _is_object(reading: Reading, sentence: Sentence, hit: Hit) -> bool:
    """Is a finding what an operation was done on: "excision of the cyst"?"""
    return any(
        t.end <= hit.start and _OBJECT.fullmatch(reading.text, t.end, hit.start)
        for t in reading.terms_in("interventions", sentence)
    )


def _is_elsewhere(text: str, hit: Hit, before: str) -> bool:
    """Is it "no marrow lesion", "no lesion of the aorta", and no mass denied?"""
    if not hit.rule.endswith("#lesion"):
        return False
    return not _NO_LESION.search(before) or bool(_OF_ELSEWHERE.match(text, hit.end))


def _names_again(before: str) -> bool:
    """Does "the lesion" stand for what was found: "the lesions were erosive"?"""
    found = _DEFINITE.search(before)
    return bool(found and not _SHOWS.search(before[: found.start()]))


def _is_known(
    reading: Reading, hit: Hit, before: str, lesions: Set[str], *, named: bool
) -> bool:
    """Is a lesion only named again: "on T2 the mass was dark"?"""
    found = _DEFINITE.search(before)
    if not found or hit.concept not in lesions:
        return False
    ahead = before[: found.start()]
    if _SHOWS.search(ahead):
        return False
    if ahead.rstrip().endswith(":") and not _IS.match(reading.text, hit.end):
        return False
    if named and hit.concept in _SUBSTANCES:
        return False
    plain = before.lower().endswith("the ")
    return any(
        _stands_for(hit.concept, m.concept, lesions, plain=plain)
        and m.status == "present"
        and m.start < hit.start
        for m in reading.of_field("imaging")
    )


def _stands_for(
    concept: str, earlier: str | None, lesions: Set[str], *, plain: bool
) -> bool:
    """Does "the abscess" stand for a psoas abscess, "the mass" for any lesion?"""
    if earlier is None:
        return False
    if concept == "mass" and earlier in lesions:
        return not (plain and earlier in _SHAPELESS)
    return concept == earlier or earlier.endswith(f" {concept}")


def is_told(reading: Reading, disease: str, patients: tuple[int, ...]) -> bool:
    """Does the title, or a sentence about these patients, tell of a disease?"""
    return any(
        term.concept.endswith(disease)
        and reading.assertions.at(term.start, term.end).status == "present"
        for sentence in reading.sentences
        if sentence.section.category == "title"
        or (sentence.own and set(patients).intersection(sentence.patients))
        for term in reading.terms_in("conditions", sentence)
    )
