"""Readers: bytes of one corpus file in, documents out; one module per format.

Nothing heavy is imported here: a reader's module is loaded when the first file of its
format comes along. Readers hang on records and errors alone.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from types import MappingProxyType

from pipeline.errors import ReaderError
from pipeline.readers.layout import Layout, Source
from pipeline.readers.sniff import sniff
from pipeline.records import Document

__all__ = ["READERS", "Layout", "Reader", "Source", "read_bytes", "reader_for"]

Reader = Callable[[bytes, Source, Layout], Iterator[Document]]

#: Format name to "module:function"; the names are what documents.csv shows.
READERS: Mapping[str, str] = MappingProxyType(
    {
        "txt": "pipeline.readers.text:read_text",
        "md": "pipeline.readers.markdown:read_markdown",
        "html": "pipeline.readers.html:read_html",
        "jats": "pipeline.readers.jats:read_jats",
        "pubmed": "pipeline.readers.pubmed:read_pubmed",
        "medline": "pipeline.readers.medline:read_medline",
        "ris": "pipeline.readers.ris:read_ris",
        "bioc": "pipeline.readers.bioc:read_bioc",
        "pdf": "pipeline.readers.pdf:read_pdf",
        "docx": "pipeline.readers.docx:read_docx",
        "gz": "pipeline.readers.archive:read_gzip",
    }
)


def reader_for(format_name: str) -> Reader:
    """Return the reader of a format, importing its module; KeyError if unknown."""
    module, _, function = READERS[format_name].partition(":")
    reader: Reader = getattr(import_module(module), function)
    return reader


def read_bytes(data: bytes, source: Source, layout: Layout) -> Iterator[Document]:
    """Yield the documents of one file, its format told by content, then by suffix.

    Raises ReaderError if the file is empty, no text, or of an unknown format.
    """
    name = sniff(data, source)
    if name not in READERS:
        raise ReaderError(
            f"{source.source}: no reader for {name} here; unpack it, or fetch it "
            "again if it is damaged"
        )
    yield from reader_for(name)(data, source, layout)
