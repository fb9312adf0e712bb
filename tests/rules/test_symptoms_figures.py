"""Signs told by a figure or in parts: temperatures, angles, sides and big toes."""

import pytest

from pipeline.extract import Extractor
from tests.rules.test_symptoms_plain import told


@pytest.mark.parametrize(
    ("sentence", "concepts"),
    [
        ("He was 38.5 °C on arrival.", {"fever"}),
        ("My thermometer read 39.2.", {"fever"}),
        ("It was 37.2 °C in the evening.", set()),
        ("The specimen was kept at 38 °C.", set()),
        ("The Cobb angle was 38.5°.", set()),
        ("He could turn his head no more than 15 degrees.", {"restricted neck motion"}),
        ("Cervical rotation 10° left, 15° right.", {"restricted neck motion"}),
        ("Rotation of the head was 80° to either side.", set()),
    ],
)
def test_a_figure_proves_a_sign_only_out_of_bounds(
    spine: Extractor, sentence: str, concepts: set[str]
) -> None:
    assert told(spine, sentence) == concepts


@pytest.mark.parametrize(
    "sentence",
    [
        "Dorsiflexion of the left great toe was graded 2/5.",
        "There was weakness of the extensor of the big toe.",
        "Plantar flexion was 1/5 and dorsiflexion 2/5.",
    ],
)
def test_a_weak_toe_is_no_babinski_sign(spine: Extractor, sentence: str) -> None:
    found = told(spine, sentence)
    assert "weakness" in found
    assert "Babinski sign" not in found


@pytest.mark.parametrize(
    ("sentence", "concepts"),
    [
        ("The left arm and leg were weak.", {"hemiparesis", "weakness"}),
        ("The arms and legs were weak.", {"tetraparesis", "weakness"}),
        ("Both legs felt like lead.", {"weakness"}),
        ("His legs began to fail him.", {"weakness"}),
        ("There was nuchal rigidity.", {"stiffness"}),
        ("She felt numb around the perineum.", {"numbness"}),
        ("He had lifted a heavy crate of fish.", set()),
        ("The back of his head ached.", {"headache"}),
        ("Going downstairs had become an ordeal.", {"gait disturbance"}),
        ("She passed urine only in drops.", {"bladder dysfunction"}),
        ("He had shooting pains in the leg.", {"leg pain", "radicular pain"}),
        ("The vertebral body had collapsed at T12.", set()),
        ("She suddenly collapsed while shopping.", {"syncope"}),
    ],
)
def test_words_tell_what_is_lost_and_where(
    spine: Extractor, sentence: str, concepts: set[str]
) -> None:
    assert told(spine, sentence) == concepts
