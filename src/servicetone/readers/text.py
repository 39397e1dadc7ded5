"""Plain text: the checker finds its paragraphs itself."""

from __future__ import annotations

from servicetone.readers.decoding import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.readers import Reading, Settings


def read(data: bytes, source: str | None, settings: Settings) -> Reading:
    """Return ``data`` as a document; raise ReaderError where it is not text."""
    return decode(data, source).reading(source)
