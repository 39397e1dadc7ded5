"""Markdown: a document with blocks, so that code and the like are left out."""

from __future__ import annotations

from servicetone.model import Document, Note
from servicetone.readers import Reading
from servicetone.readers.decoding import decode

SUFFIXES = (".md", ".markdown")


def read(data: bytes, source: str | None) -> Reading:
    """Return ``data`` as a document with blocks; raise ReaderError where it is not text."""
    from servicetone.text.markdown import blocks  # slow to load: only when there is Markdown

    decoded = decode(data, source)
    notes = (Note("encoding", decoded.note),) if decoded.note else ()
    return Reading(Document(decoded.text, source, blocks=blocks(decoded.text)), notes)
