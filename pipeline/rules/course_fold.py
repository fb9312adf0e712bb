"""Fold the states of a course, visit by visit, to the outcome at the last one."""

from collections.abc import Iterable, Sequence

from pipeline.rules.course_clauses import State
from pipeline.rules.course_words import WHOLE

_GOOD = frozenset({"gone", "better"})
_STILL = frozenset({"same", "left", "little", "worse", "bad"})
_PLAIN = {"base": "same"}
_ORDER = ("better", "base", "same", "left", "little", "worse", "bad", "kept")
_WALKS = frozenset({WHOLE, "gait", "motor", "neurology"})
_IMAGE = "image"
_NEUROLOGY = "neurology"
_DEFICITS = frozenset({WHOLE, "motor", "sensation", "gait", "walking", "sphincters"})
#: What a patient must have lost to be well, whatever is said of stiffness or fever
_CHIEF = _DEFICITS - {WHOLE} | {"pain"}
_PASSING = frozenset({"better", "able", "same", "little", "left"})


def fold(
    visits: Iterable[Sequence[State]],
    *,
    imaged: bool = True,
    had: frozenset[str] = frozenset(),
) -> str:
    """Return the outcome class after the visits of a course in order, or "".

    What is said of the whole patient stands for all that was said before; of a single
    complaint the last visit counts; images count only where nothing else is said, and
    not at all unless `imaged`. `had` names the themes of what brought the patient.
    """
    known: dict[str, str] = {}
    images: dict[str, str] = {}
    for visit in visits:
        if any(s.state == "died" for s in visit):
            return "died"
        for state in visit:
            if state.scope == _IMAGE:
                images[state.theme] = state.state
        told = _since_relapse([s for s in visit if s.scope != _IMAGE])
        told = _since_relief(told, had & _CHIEF)
        _visit(told, known, had & _CHIEF)
    return _outcome(known) or (_outcome(images) if imaged else "")


def _since_relapse(visit: list[State]) -> list[State]:
    """Return a visit without a relapse that ended in full recovery."""
    well = [i for i, s in enumerate(visit) if s.theme == WHOLE and s.state == "gone"]
    last = well[-1] if well else -1
    return [s for i, s in enumerate(visit) if i > last or s.state != "worse"]


def _since_relief(visit: list[State], chief: frozenset[str]) -> list[State]:
    """Return a visit without "no better" where all that had been was gone later."""
    if not chief:
        return visit
    for i, state in enumerate(visit):
        later = {s.theme for s in visit[i:] if s.state == "gone"}
        if state.theme == WHOLE and state.state == "same" and chief <= later:
            return visit[:i] + visit[i + 1 :]
    return visit


def _visit(
    visit: Sequence[State], known: dict[str, str], chief: frozenset[str]
) -> None:
    """Bring what is known of a patient up to date with one visit."""
    told = {s.state for s in visit}
    if "worse" in told and not told & (_GOOD | {"able", "little", "kept"}):
        known.clear()  # a relapse: what had been good is so no longer
    whole = _of_whole([s.state for s in visit if s.theme == WHOLE])
    if whole == "kept":
        if not {"gone", "better", "little"} & set(known.values()):
            known[WHOLE] = "better" if known else "gone"
    elif whole and not (whole == "same" and _had_changed(known)):
        known.clear()
        known[WHOLE] = _PLAIN.get(whole, whole)
    if any(s.theme == _NEUROLOGY and s.state == "gone" for s in visit):
        _forget_deficits(known)
    if not whole and _is_superseded(known.get(WHOLE, ""), visit, chief):
        del known[WHOLE]
    for state in visit:
        if state.theme == WHOLE:
            continue
        before = known.get(state.theme)
        if state.state in {"same", "left"} and before in _GOOD:
            known[state.theme] = "better"
        else:
            known[state.theme] = _PLAIN.get(state.state, state.state)


def _is_superseded(whole: str, visit: Sequence[State], chief: frozenset[str]) -> bool:
    """Does a visit tell more than what was said of the whole patient before it?

    Better at one year, without pain or weakness at two (or without pain, if that was
    all there had been); worse on steroids, able to walk after the operation.
    """
    states = {s.state for s in visit}
    if whole == "better":
        gone = {s.theme for s in visit if s.state == "gone"}
        all_gone = len(gone) > 1 or (bool(chief) and chief <= gone)
        return all_gone and states <= {"gone", "able", "kept"}
    return whole in {"worse", "bad"} and bool(states & (_GOOD | {"able", "base"}))


def _forget_deficits(known: dict[str, str]) -> None:
    """Forget what deficits had been: "no neurological deficit" is of all of them."""
    for theme in [t for t, s in known.items() if t in _DEFICITS and s in _PASSING]:
        del known[theme]


def _had_changed(known: dict[str, str]) -> bool:
    """Had a patient who is now "unchanged" got better or worse before?"""
    return known.get(WHOLE) == "worse" or bool(_GOOD & set(known.values()))


def _of_whole(states: Sequence[str]) -> str:
    """Return what one visit says of the patient as a whole, or ""."""
    if not states:
        return ""
    if "gone" in states and states[-1] not in {"worse", "bad"}:
        return "better" if "base" in states else "gone"
    last = [s for s in states if s != "same"] or states  # worse, and no recovery
    if last[-1] in {"worse", "bad"}:
        return last[-1]
    return next((s for s in _ORDER if s in states), "")


def _outcome(known: dict[str, str]) -> str:
    """Return the class that the last states add up to."""
    states = set(known.values())
    if "gone" in states:
        states.discard("able")
    whole = known.get(WHOLE)
    if whole in {"worse", "bad"} and not states & _GOOD:
        return "worsened" if whole == "worse" or "worse" in states else "stable"
    if "gone" in states and not states & (_STILL | {"better"}):
        return "resolved"
    if whole == "gone":
        return "improved" if states & _STILL else "resolved"
    if states & (_GOOD | {"able"}):
        return "improved"
    if "worse" in states:
        return "worsened"
    if "little" in states and not _as_before(known):
        return "improved"
    return "stable" if states & {"same", "bad", "left", "little"} else ""


def _as_before(known: dict[str, str]) -> bool:
    """Is an aid to walking all that is "left", and the walking as it was?"""
    little = {theme for theme, state in known.items() if state == "little"}
    same = {theme for theme, state in known.items() if state == "same"}
    return little == {"walking"} and bool(same & _WALKS)
