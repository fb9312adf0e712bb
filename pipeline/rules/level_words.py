"""Words about levels: names ("dens"), ordinals ("fourth lumbar disc"), and cues.

Rows come from `level_words.tsv`: `term, role, levels`. A "*" ends a stem; a hyphen in a
term may be missing or a blank in the text. Roles:
name       the term is itself the levels given ("odontoid" -> C2)
region     an adjective for a region letter; head, disc, root_head: nouns it may have
occiput, sacrum   ends of a span that are no numbered level
count      what follows a figure that is a count and no level
root_, rib_, signal_, place_, other_ + before/after   cues of what a notation means
           (signal_firm_ and place_soft_: before, respectively after, the others);
           with `levels`, only for those levels
sense, sense_prep, signal_context   words of a sensory level, of magnetic resonance
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.rules.numbers import BLANK, DASH, ORDINAL

#: Small words that may stand between a cue and the level it speaks of.
_LINK = (
    r"(?:[\s,:=(-]+(?:of|at|the|was|is|were|to|from|below|above|on|in|both|and|or|levels?"
    r"|right|left|bilateral|a|an|with|for|as|factors?|components?|be)\b){0,4}[\s:=(,-]*\Z"
)
_ADJECTIVES = r"(?:(?:spinal|nerve|right|left|sensory|motor|bilateral|dorsal)\s){0,2}"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that stand before or after a notation; `levels` empty: for any level."""

    pattern: re.Pattern[str]
    levels: frozenset[str]


@dataclass(frozen=True, slots=True)
class LevelWords:
    """The compiled table, one pattern per role."""

    names: re.Pattern[str]
    name_stems: re.Pattern[str]
    anchor: re.Pattern[str]
    name_levels: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    regions: Mapping[str, str]
    ordinals: re.Pattern[str]
    region_number: re.Pattern[str]
    occiput: re.Pattern[str]
    sacrum: re.Pattern[str]
    count: re.Pattern[str]
    sense: re.Pattern[str]
    signal_context: re.Pattern[str]
    cues: Mapping[str, tuple[Cue, ...]]

    def levels_of(self, name: str) -> tuple[str, ...]:
        """Return the levels of a name that `names` found."""
        for pattern, levels in self.name_levels:
            if pattern.match(name):
                return levels
        return ()


def compile_level_words(rows: Iterable[Mapping[str, str]]) -> LevelWords:
    """Build every pattern once; columns `term, role, levels`."""
    table = [(row["term"], row["role"], row.get("levels") or "") for row in rows]
    regions: dict[str, str] = {
        term: levels for term, role, levels in table if role == "region"
    }
    return LevelWords(
        names=re.compile(rf"(?:{_any(table, 'name')})(?!\w)"),
        name_stems=_stems([t.lower() for t, role, _ in table if role == "name"]),
        anchor=re.compile("|".join(f"[{t[0]}{t[0].upper()}]{t[1:]}" for t in regions)),
        name_levels=_name_levels(table),
        regions=regions,
        ordinals=re.compile(_ordinal_source(table), re.IGNORECASE),
        region_number=re.compile(_numbered_source(table), re.IGNORECASE),
        occiput=re.compile(rf"(?:{_any(table, 'occiput')})\Z", re.IGNORECASE),
        sacrum=re.compile(rf"(?:the\s)?(?:{_any(table, 'sacrum')})\b", re.IGNORECASE),
        count=re.compile(rf"[\s-]?(?:{_any(table, 'count')})(?!\w)", re.IGNORECASE),
        sense=_sense_pattern(table),
        signal_context=re.compile(rf"\b(?:{_any(table, 'signal_context')})(?!\w)"),
        cues=_cues(table),
    )


Table = list[tuple[str, str, str]]


def _any(table: Table, *roles: str) -> str:
    """Return the terms of some roles as one source string, longest first."""
    terms = sorted({term for term, role, _ in table if role in roles})
    terms.sort(key=lambda term: -len(term))
    return "|".join(_source(term) for term in terms) or r"(?!)"


def _source(term: str) -> str:
    """Return one term as a source string; capitals in a term must be there."""
    words = re.escape(term).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]{1,2}")
    words = words.replace(r"\-", rf"(?:{BLANK}|{DASH})?")
    return words if term == term.lower() else f"(?-i:{words})"


def _name_levels(
    table: Table,
) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Return a pattern for each group of names with the same levels."""
    groups = dict.fromkeys(levels for _, role, levels in table if role == "name")
    return tuple(
        (
            re.compile(rf"(?:{_any([r for r in table if r[2] == levels], 'name')})\Z"),
            tuple(levels.split(";")),
        )
        for levels in groups
    )


def _stems(terms: list[str]) -> re.Pattern[str]:
    """Match the first letters of the terms: a quick look before the slow one."""
    stems = sorted({re.split(r"[^a-z]", term)[0][:5] for term in terms})
    return re.compile("|".join(stems) or r"(?!)")


def _ordinal_source(table: Table) -> str:
    """Return "fourth and fifth cervical vertebrae" as a pattern, of three groups."""
    join = rf"(?:{BLANK}?(?:,|/|{DASH}){BLANK}?(?:and{BLANK})?|{BLANK}(?:and|to|through"
    join += rf"|or|&|on|upon){BLANK}(?:the{BLANK})?)"
    region = _any(table, "region")
    head = _any(table, "head", "disc", "root_head")
    group = rf"{ORDINAL}(?:{join}{ORDINAL}){{0,4}}{BLANK}(?:{region})"
    tail = rf"(?:{BLANK}(?P<head>{head})\b)?"
    disc = rf"(?P<disc>{_any(table, 'disc')})"
    root = rf"(?P<root>{_any(table, 'root_head')})"
    kinds = rf"(?={BLANK}(?:{disc}|{root})\b)?"
    return (
        rf"(?P<all>{group}(?:(?:{BLANK}(?:{head}))?{join}{group}){{0,2}}){kinds}{tail}"
    )


def _numbered_source(table: Table) -> str:
    """Return "cervical vertebrae 3" and "lumbar 4/5" as a pattern up to the figure."""
    head = _any(table, "head", "disc", "root_head")
    return (
        rf"\b(?P<region>{_any(table, 'region')}){BLANK}"
        rf"(?P<head>(?:{head}){BLANK})?(?=\d{{1,2}}(?!\d))"
    )


def _sense_pattern(table: Table) -> re.Pattern[str]:
    """Match a clause that ends like "touch was lost below": sense, preposition."""
    causes = ("due", "secondary", "owing", "related", "attributed", "adjacent")
    blocks = "".join(rf"(?<!\b{cause})" for cause in causes)
    return re.compile(
        rf"\b(?:{_any(table, 'sense')})\b[^.;:,]{{0,60}}?{blocks}"
        rf"\s(?:{_any(table, 'sense_prep')})"
        r"\s(?:(?:the|level|about|approximately)\s){0,2}\Z",
        re.IGNORECASE,
    )


def _cues(table: Table) -> Mapping[str, tuple[Cue, ...]]:
    """Return the cues of each role, one pattern for each set of levels."""
    roles = dict.fromkeys(r for _, r, _ in table if r.endswith(("_before", "_after")))
    return {role: _cues_of(role, [r for r in table if r[1] == role]) for role in roles}


def _cues_of(role: str, table: Table) -> tuple[Cue, ...]:
    found = []
    for levels in dict.fromkeys(row[2] for row in table):
        words = _any([row for row in table if row[2] == levels], role)
        allowed = frozenset(levels.split(";")) if levels else frozenset()
        found.append(Cue(_cue_pattern(role, words, is_loose=bool(levels)), allowed))
    return tuple(found)


def _cue_pattern(role: str, words: str, *, is_loose: bool) -> re.Pattern[str]:
    """Return the pattern of a cue; only loose ones skip small words between."""
    if role.endswith("_after"):
        source = rf"[\s,]{{0,2}}{DASH}?\s?{_ADJECTIVES}(?:{words})(?!\w)"
    elif role == "other_before" and not is_loose:
        source = rf"(?<![\w-])(?:{words})[\s-]{{0,2}}\Z"
    else:
        source = rf"(?<![\w-])(?:{words}){_LINK}"
    return re.compile(source, re.IGNORECASE)
