"""Plain text: the checker finds its paragraphs itself."""

from __future__ import annotations

from servicetone.model import Document, Note
from servicetone.readers import Reading
from servicetone.readers.decoding import decode

SUFFIXES = (".txt",)


def read(data: bytes, source: str | None) -> Reading:
    """Return ``data`` as a document; raise ReaderError where it is not text."""
    decoded = decode(data, source)
    notes = (Note("encoding", decoded.note),) if decoded.note else ()
    return Reading(Document(decoded.text, source), notes)
