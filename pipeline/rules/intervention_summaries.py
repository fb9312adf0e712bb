"""Names that only sum up or accompany an intervention named more exactly."""

from collections.abc import Mapping

from pipeline.rules.reading import Mention, Reading

#: A name → the exact ones that it sums up in another sentence.
_SUMS_UP: Mapping[str, frozenset[str]] = {
    "decompression": frozenset(
        {
            "laminectomy",
            "hemilaminectomy",
            "laminoplasty",
            "laminotomy",
            "corpectomy",
            "discectomy",
            "microdiscectomy",
            "anterior cervical discectomy and fusion",
            "costotransversectomy",
            "thoracotomy",
        }
    ),
    "corticosteroid injection": frozenset(
        {
            "facet joint injection",
            "epidural steroid injection",
            "selective nerve root block",
        }
    ),
}
_INJECTIONS = _SUMS_UP["corticosteroid injection"]
#: A name → those that it is a part of in the same sentence.
_PART_OF: Mapping[str, frozenset[str]] = {
    "corticosteroid": _INJECTIONS,
    "corticosteroid injection": _INJECTIONS,
    "local anesthetic": _INJECTIONS | {"corticosteroid injection", "corticosteroid"},
    "fusion": frozenset({"anterior cervical discectomy and fusion"}),
}


def drop_summaries(reading: Reading) -> None:
    """Drop what sums up another intervention, or is a part of one, of each patient.

    "Laminectomy was done. … Six months after decompression she walked." tells of one
    operation; "a facet joint injection of triamcinolone" of one injection.
    """
    done = [m for m in reading.of_field("intervention") if m.status == "performed"]
    gone = {
        id(m)
        for m in done
        if m.patients and all(_is_told(m, p, done) for p in m.patients)
    }
    reading.mentions = [m for m in reading.mentions if id(m) not in gone]


def _is_told(mention: Mention, patient: int, done: list[Mention]) -> bool:
    others = [m for m in done if patient in m.patients and m is not mention]
    beside = [m for m in others if m.sentence == mention.sentence]
    name = mention.concept or ""
    if any(m.concept in _PART_OF.get(name, ()) for m in beside):
        return name != "fusion" or "graft" in mention.rule
    if mention.kind == "surgery" and any(m.kind == "surgery" for m in beside):
        return False
    return any(m.concept in _SUMS_UP.get(name, ()) for m in others)
