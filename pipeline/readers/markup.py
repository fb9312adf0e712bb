"""Safe parsing of XML and the plain text of inline markup, shared by XML readers.

No DTD is loaded, no network is touched and no entity expands into other entities:
the document type is cut off and named entities become characters beforehand.
"""

import codecs
import html.entities
import re
from collections.abc import Iterator

from lxml import etree

from pipeline.errors import ReaderError
from pipeline.readers.scripts import raised, resolve

_DOCTYPE = re.compile(r"[^\[>]{0,2000}(\[.{0,200000}?\]\s{0,100})?>", re.DOTALL)
_DECLARED = re.compile(r"<!ENTITY\s+([\w.-]{1,64})\s+([\"'])([^\"'<%]{0,64})\2\s*>")
_NAMED = re.compile(r"&([A-Za-z][\w.-]{0,63});")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding=[\"']([\w.-]{1,40})[\"']")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})

_CITATION = re.compile(r"[\s\d,;.*†‡§¶#\[\]()–—-]*")
_EMPTY_BRACKETS = re.compile(r" ?[\[(][\s,;–—-]*[\])]")
_BEFORE_STOP = re.compile(r" +([.,;:])(?=\s|$)")

#: JATS elements that are blocks of their own, never part of the sentence around them.
BLOCKS = frozenset(
    [
        "fig",
        "fig-group",
        "table-wrap",
        "table-wrap-group",
        "list",
        "def-list",
        "boxed-text",
        "disp-quote",
        "supplementary-material",
        "fn-group",
        "sec",
        "media",
        "verse-group",
        "speech",
    ]
)
#: Elements that words never run across, as the paragraphs of a table cell.
_APART = frozenset("p title label list list-item def-list term def td th tr".split())
_DROPPED = frozenset(
    [
        "fn",
        "graphic",
        "inline-graphic",
        "tex-math",
        "annotation",
        "object-id",
        "alt-text",
        "long-desc",
        "permissions",
        "processing-meta",
        "email",
        "table-wrap-foot",
    ]
)


def local(element: etree._Element) -> str:
    """Return the tag without its namespace; "" for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def parse(data: bytes, name: str) -> tuple[etree._Element, str | None]:
    """Return the root element and, for damaged XML, a message on the damage.

    Raises ReaderError where nothing at all can be read.
    """
    text = _prepare(_decode(data))
    root, fault = _try_parse(text, recover=False)
    if root is None:
        root, _ = _try_parse(text, recover=True)
    if root is None:
        raise ReaderError(f"{name}: broken XML ({fault}); ask for the file again")
    return root, None if fault is None else f"damaged XML ({fault}); some text is lost"


def _try_parse(text: str, *, recover: bool) -> tuple[etree._Element | None, str | None]:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=recover
    )
    try:
        return etree.fromstring(text.encode("utf-8"), parser), None
    except (etree.XMLSyntaxError, ValueError) as fault:
        return None, str(fault).partition(" (")[0]


def _decode(data: bytes) -> str:
    """Decode by byte order mark, then the XML declaration, then UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    declared = _ENCODING.search(data[:300])
    name = declared[1].decode("ascii") if declared else "utf-8-sig"
    try:
        codecs.lookup(name)
    except LookupError:
        name = "utf-8-sig"
    if name.lower() in ("utf-8", "utf8", "utf-16", "utf16"):
        name = "utf-8-sig"
    return data.decode(name, errors="replace")


def _prepare(text: str) -> str:
    """Cut declaration and document type off and resolve named entities."""
    text = _DECLARATION.sub("", text, count=1)
    start = text.find("<!DOCTYPE", 0, 20_000)
    doctype = _DOCTYPE.match(text, start) if start >= 0 else None
    declared = dict(_declared(doctype[0])) if doctype else {}
    if doctype:
        text = text[:start] + text[doctype.end() :]
    text = _FORBIDDEN.sub("", text)
    return _NAMED.sub(lambda match: _character(match, declared), text).strip()


def _declared(doctype: str) -> Iterator[tuple[str, str]]:
    """Yield the entities a document declares itself: plain characters only."""
    for match in _DECLARED.finditer(doctype):
        value = html.unescape(match[3])
        if "&" not in value or value == "&":
            yield match[1], html.escape(value)


def _character(match: re.Match[str], declared: dict[str, str]) -> str:
    name = match[1]
    if name in _PREDEFINED:
        return match[0]
    if name in declared:
        return declared[name]
    return html.escape(html.entities.html5.get(f"{name};", " "))


def inline(element: etree._Element, *, skip: frozenset[str] = BLOCKS) -> str:
    """Return the text of an element without markup, citations and footnote marks.

    Powers of ten keep their sign ("10^9/L"); subscripts join ("T2"); numbered
    citations go; citations by author stay, since they tell whose patient it is.
    """
    parts: list[str] = []
    _collect(element, parts, skip)
    text = _EMPTY_BRACKETS.sub("", re.sub(r"\s+", " ", resolve("".join(parts))))
    return _BEFORE_STOP.sub(r"\1", text).strip()


def _collect(element: etree._Element, parts: list[str], skip: frozenset[str]) -> None:
    parts.append(element.text or "")
    for child in element:
        _collect_child(child, parts, skip)
        parts.append(child.tail or "")


def _collect_child(
    child: etree._Element, parts: list[str], skip: frozenset[str]
) -> None:
    name = local(child)
    if child.tag is etree.Entity:
        parts.append(html.unescape(str(child.text)))
    elif name in ("break", "br"):
        parts.append(" ")
    elif name in _APART and name not in skip:
        parts.append(" ")
        _collect(child, parts, skip)
        parts.append(" ")
    elif name in ("sup", "superscript"):
        parts.append(_superscript(child))
    elif name == "xref":
        parts.append(_cross_reference(child))
    elif name and name not in skip and name not in _DROPPED:
        _collect(child, parts, skip)


def _cross_reference(element: etree._Element) -> str:
    text = inline(element)
    kind = element.get("ref-type", "")
    if kind in ("fn", "table-fn", "aff", "corresp", "author-notes"):
        return ""
    return "" if kind == "bibr" and _CITATION.fullmatch(text) else text


def _superscript(element: etree._Element) -> str:
    """Return raised text with its marks; a citation by number is none."""
    if element.find(".//{*}xref[@ref-type='bibr']") is not None:
        return ""
    return raised("".join(str(piece) for piece in element.itertext()))
