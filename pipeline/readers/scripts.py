"""Superscripts and subscripts of marked-up text, told apart by what stands around."""

import re

#: Private-use marks that readers put around raised text until `resolve` reads it.
RAISED, ENDED = "\ue000", "\ue001"

_RAISED = re.compile(f"{RAISED}([^{RAISED}{ENDED}]*){ENDED}")
_TEN = re.compile(r"(?:^|[\s×x*·.,(/])10\s?$")
_SQUARABLE = re.compile(r"(?:^|[\s\d/·(])[kcmdµμ]?m$")
#: A chemical symbol right after a raised number: 99m before Tc, 18 before F-FDG.
_ISOTOPE = re.compile(r"[A-Z][a-z]?(?![A-Za-z])|FDG")
_EXPONENT = re.compile(r"[-+]?\d{1,2}")
_MARKS = re.compile(
    r"[\s\d,;.*†‡§¶#™®©()\[\]–-]*|[a-zA-Z](?:\s?,\s?[a-z\d*†‡])*[,*†‡]?"
)


def raised(text: str) -> str:
    """Return text marked as superscript."""
    return f"{RAISED}{text}{ENDED}"


def resolve(text: str) -> str:
    """Return text with marked superscripts kept, written with "^", or dropped.

    "10" + "9" is "10^9", "mm" + "2" is "mm2", "99m" before "Tc" stays; numbers of
    references and marks of footnotes go.
    """
    pieces: list[str] = []
    last = 0
    for match in _RAISED.finditer(text):
        pieces.append(text[last : match.start()])
        before = "".join(pieces[-2:])[-12:]
        pieces.append(_superscript(before, match[1].strip(), text[match.end() :][:4]))
        last = match.end()
    pieces.append(text[last:])
    return "".join(pieces).replace(RAISED, "").replace(ENDED, "")


def _superscript(before: str, raised_text: str, after: str) -> str:
    """Return what of a superscript belongs to the text."""
    plain = raised_text.replace("−", "-").replace("–", "-")
    if _EXPONENT.fullmatch(plain) and _TEN.search(before):
        return f"^{plain}"
    if plain in {"2", "3"} and _SQUARABLE.search(before):
        return plain
    is_isotope = _ISOTOPE.match(after) and not before[-1:].isalnum()
    if is_isotope and re.fullmatch(r"\d{1,3}m?", plain):
        return plain
    return "" if _MARKS.fullmatch(plain) else raised_text
