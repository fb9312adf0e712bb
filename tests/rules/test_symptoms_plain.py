"""Symptoms and signs told in plain words: what the patient can no longer do."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import facts_in_case

HEAD = "A 61-year-old woman was admitted to our hospital. "


def told(spine: Extractor, sentence: str, status: str = "present") -> set[str]:
    facts = facts_in_case(spine, HEAD + sentence)
    wanted = (f for f in facts if f.field == "symptom" and f.status == status)
    return {f.concept or "" for f in wanted if f.start >= len(HEAD)}


@pytest.mark.parametrize(
    ("sentence", "concepts"),
    [
        ("She could raise neither arm above the horizontal.", "weakness"),
        ("Strength was lost first in the right, then in the left leg.", "weakness"),
        ("Wrist extension was weak.", "weakness"),
        ("He could not stand on his heels on the left.", "weakness"),
        ("Neither leg could be moved.", "paraplegia"),
        ("He kept falling on the stairs.", "falls"),
        ("She had begun to drag her left foot.", "gait disturbance"),
        ("He could walk only with two sticks.", "gait disturbance"),
        ("The girl refused to bear weight.", "gait disturbance"),
        ("Tandem gait could not be performed.", "gait disturbance"),
        ("Buttons and keys had become difficult to manage.", "clumsiness"),
        ("His signature was no longer legible.", "clumsiness"),
        ("She leaked urine when coughing and needed pads.", "bladder dysfunction"),
        ("A catheter drained 900 ml of urine.", "bladder dysfunction"),
        ("Control of the bowels was lost.", "bowel dysfunction"),
        ("Erections had ceased.", "sexual dysfunction"),
        ("Sensation around the anus was dulled.", "sensory deficit"),
        ("Vibration was not felt below the knees.", "sensory deficit"),
        ("She could not tell hot from cold in the bath.", "sensory deficit"),
        ("It felt as though ants were crawling over his legs.", "paresthesia"),
        ("He reported a dead feeling in the left thumb.", "numbness"),
        ("The neck could hardly be turned to the left.", "restricted neck motion"),
        ("She holds her head tilted to one side.", "torticollis"),
        ("On percussion of the dorsal spine she flinched.", "tenderness"),
        ("The erector spinae were in spasm.", "muscle spasm"),
        ("The right calf was 2 cm thinner than the left.", "muscle wasting"),
        ("Both knee jerks were lively.", "hyperreflexia"),
        ("Patellar reflexes +++, no clonus.", "hyperreflexia"),
        ("The ankle jerks could not be obtained.", "areflexia"),
        ("She was struck on the head by a falling branch.", "trauma"),
        ("A sack of cement fell on his neck.", "trauma"),
        ("He woke at night because of back pain.", "night pain; back pain"),
        (
            "The pain was worse on walking and eased on sitting.",
            "neurogenic claudication",
        ),
        ("She sweated at night and shivered.", "night sweats; chills"),
        ("The baby was floppy and fed poorly.", "hypotonia; feeding difficulties"),
        ("She could swallow liquids only.", "dysphagia"),
        ("The left eyelid drooped and he saw double.", "ptosis; diplopia"),
        ("Power was 3/5 in both lower limbs.", "weakness; paraparesis"),
        ("Weakness of all four limbs was found.", "weakness; tetraparesis"),
        ("Both feet felt as if wrapped in cotton wool.", "numbness"),
        ("She felt electricity in both arms on bending the neck.", "Lhermitte sign"),
        ("He had to hurry to the toilet.", "bladder dysfunction"),
        ("Neck movements were all but abolished.", "restricted neck motion"),
        ("An ache at the base of the neck was the first sign.", "neck pain"),
    ],
)
def test_plain_words_tell_a_symptom(
    spine: Extractor, sentence: str, concepts: str
) -> None:
    assert set(concepts.split("; ")) <= told(spine, sentence)


@pytest.mark.parametrize(
    ("sentence", "concept"),
    [
        ("His temperature was normal.", "fever"),
        ("Saddle sensation was preserved.", "saddle anesthesia"),
        ("She had not noticed any change in bladder habits.", "bladder dysfunction"),
        ("He never lost control of his bladder.", "bladder dysfunction"),
        ("He was continent of urine.", "bladder dysfunction"),
        ("Her weight was steady.", "weight loss"),
        ("The parents knew of no fall.", "trauma"),
        ("There was back pain but no radiation to the legs.", "radicular pain"),
        ("No lymph nodes were palpable.", "lymphadenopathy"),
        ("She denied falls.", "falls"),
        ("There was no ataxia, and gait was unimpaired.", "ataxia"),
        ("He had no difficulty in swallowing or breathing.", "dyspnea"),
    ],
)
def test_plain_words_deny_a_symptom(
    spine: Extractor, sentence: str, concept: str
) -> None:
    assert concept in told(spine, sentence, "absent")
    assert concept not in told(spine, sentence)


@pytest.mark.parametrize(
    ("sentence", "concept"),
    [
        ("Power was normal, and sensation was reduced below T10.", "weakness"),
        ("The triceps jerk was present and sensation was reduced.", "hyporeflexia"),
        ("Coughing and sneezing made the lumbar pain worse.", "cough"),
        ("The abdominal reflexes were absent.", "areflexia"),
        ("He had neck pain and night sweats.", "night pain"),
        ("She woke up with pain in the neck.", "night pain"),
        ("He had a flaccid paraplegia.", "hypotonia"),
        ("The knee jerks were 2+.", "hyperreflexia"),
        ("The MRI was seen by two of us.", "diplopia"),
        ("Power was 4/5 in the right leg.", "paraparesis"),
        ("His strength fell to 2/5.", "trauma"),
    ],
)
def test_parts_of_two_statements_make_no_symptom(
    spine: Extractor, sentence: str, concept: str
) -> None:
    assert concept not in told(spine, sentence)


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("The neck pain dated back two years.", "730"),
        ("She had been limping for as long as a fortnight.", "14"),
        ("LBP 3/12, weakness 2/52.", "90"),
        ("H/o neck pain x 2 yrs.", "730"),
        ("Torticollis appeared on the eve of admission.", "1"),
        ("Neck pain began yesterday.", "1"),
        ("In the preceding fortnight he had developed fever.", "14"),
        ("She had been troubled by headache for a quarter of a year.", "91"),
    ],
)
def test_plain_words_tell_how_long(spine: Extractor, sentence: str, days: str) -> None:
    facts = facts_in_case(spine, HEAD + sentence)
    assert [f.value for f in facts if f.field == "duration"] == [days]
