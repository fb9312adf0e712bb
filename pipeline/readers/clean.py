"""Normalise text once, in the reader: characters, spaces, hyphens, wrapped lines.

Offsets of facts point into what these functions return; nothing is changed after them.
"""

import re
import unicodedata

_CHARACTERS = str.maketrans(
    {
        # Ligatures that printers and PDF writers leave behind.
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        # Hyphens and the minus sign; en and em dash stay, ranges need them.
        "‐": "-",
        "‑": "-",
        "﹣": "-",
        "－": "-",
        "−": "-",
        "⁃": "-",
        "‒": "–",
        "―": "—",
        # U+02BC, primes and other stand-ins for the apostrophe stay as written.
        "\u2028": "\n",
        "\u2029": "\n",
        "\u0085": "\n",
        "\x0b": "\n",
        "\x0c": "\n",
    }
    | dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000", " ")
    | {chr(code): " " for code in range(0x2000, 0x200B)}
    | dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff", "")
    | dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "")
    | {chr(code): "" for code in range(0x20) if chr(code) not in "\t\n\r\x0b\x0c"}
    | {chr(code): "" for code in range(0x7F, 0xA0) if code != 0x85}
    # Half of a pair, which JSON may hold and no file can be written with.
    | {chr(code): "\ufffd" for code in range(0xD800, 0xE000)}
)
#: A soft hyphen (U+00AD, or U+FFFE as PDFs give it) joins over a line break as well.
_SOFT_HYPHEN = re.compile("(?:\u00ad|\ufffe|\u00ac(?=\n))(?:[ \t]*\n[ \t]*)?")
_SPACES = re.compile(r" {2,}")
_LONG_GAP = re.compile(r"[ \t]{41,}")
_LINE_END_HYPHEN = re.compile(r"(?<=(\w))-[ ]*\n\s*(?=(\w))")
_LAST_WORD = re.compile(r"[\w’']+$")
_SPACED_LETTERS = re.compile(r"(?:\b[^\W\d_] ){3,}[^\W\d_]\b")
#: First parts that keep their hyphen when a line breaks after it.
_COMPOUND = frozenset(
    "all anti antero anterior auto bi contra co cranio cervico cross dorso dual end "
    "ex extra eight fat first five follow four full gadolinium half high inferior "
    "infero inter intra juxta large late left lateral life light line long low "
    "lumbo mid mild multi nine non nano neo occipito off one open para peri post "
    "postero pre pro proton pseudo re right sacro second self semi seven short "
    "single six small soft sub super supero ten third thoraco three trans two "
    "ultra un under upper weight well x year day week month old water mineral "
    "double cord spin".split()
)


def characters(text: str) -> str:
    """Return text in NFC with plain spaces, hyphens and letters; newlines are kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _LONG_GAP.sub(" " * 40, _SOFT_HYPHEN.sub("", text))
    return unicodedata.normalize("NFC", text.translate(_CHARACTERS))


def normalise(text: str) -> str:
    r"""Return a block of text on one line, in normal form, ready to be laid out.

    Characters as `characters` gives them, line-end hyphenation mended ("calci-\nfied"
    is "calcified", "C5-\nC6" keeps its hyphen), runs of spaces made one.
    """
    return squeeze(join_lines(characters(text)))


def squeeze(text: str) -> str:
    """Return one line without doubled, leading or trailing spaces."""
    return _SPACES.sub(" ", text.replace("\n", " ").replace("\t", " ")).strip()


def join_lines(text: str) -> str:
    """Return text with words that a line end broke made whole; other breaks stay."""
    pieces: list[str] = []
    last = 0
    for match in _LINE_END_HYPHEN.finditer(text):
        pieces.append(text[last : match.start()])
        if keeps_hyphen(text[max(0, match.start() - 40) : match.start()], match[2]):
            pieces.append("-")
        last = match.end()
    pieces.append(text[last:])
    return "".join(pieces)


def keeps_hyphen(left: str, right: str) -> bool:
    """Return whether the hyphen between `left` and `right` belongs to the word.

    It does where either side has a digit or a capital ("C5-C6", "T1-weighted",
    "X-ray") or the left part is a first member of compounds ("anti-inflammatory").
    """
    word = _LAST_WORD.search(left)
    if word is None or not right:
        return True
    part = word.group()
    if right[0].isdigit() or right[0].isupper() or any(c.isdigit() for c in part):
        return True
    return part[1:] != part[1:].lower() or len(part) == 1 or part.lower() in _COMPOUND


def join_spaced_letters(line: str) -> str:
    """Return a line whose letters OCR set apart with its words joined again.

    Only a line that is mostly single letters is touched; two or more spaces part the
    words: "c a l c i f i e d   d i s c" is "calcified disc".
    """
    words = line.split()
    singles = sum(len(word) == 1 and word.isalpha() for word in words)
    if len(words) < 6 or singles < 0.7 * len(words):
        return line
    if re.search(r"\S {2,}\S", line):
        return " ".join("".join(part.split()) for part in re.split(r" {2,}", line))
    return _SPACED_LETTERS.sub(lambda m: m.group().replace(" ", ""), line)
