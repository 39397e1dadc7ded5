"""From bytes to text: UTF-8 first, byte order marks believed, old Nordic files read with a note."""

from __future__ import annotations

import codecs

from servicetone.errors import ReaderError
from servicetone.model import Document, Note
from servicetone.readers import Reading
from servicetone.records import NamedTuple
from servicetone.text.edits import spliced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from servicetone.model import Block, Edit

# The longest first: the mark of UTF-32 little endian starts like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_CODECS = {mark: codec for mark, codec, _ in _MARKS}
_UNMARKED = {"Latin-1": "latin-1", "Windows-1252": "cp1252"}
_NORDIC = "åäöæøÅÄÖÆØ".encode("latin-1")
_LATIN_1 = "§°«»´·½£±²³µ\u00a0éèêëáàâãüúùûóòôíìîïçñðþýÉÈÊËÁÀÂÜÚÓÍÇÑÐÞÝß"
_WINDOWS_PUNCTUATION = "€„…‰Š‹ŒŽ‘’“”•–—™š›œžŸ"
_PROSE = bytes(range(0x20, 0x7F)) + b"\t\n\r\f" + _NORDIC + _LATIN_1.encode("latin-1")
# What UTF-8 makes of Nordic letters: a text that holds them is UTF-8 with a fault in it.
_UTF_8_TRACES = tuple(letter.encode() for letter in "åäöæøÅÄÖÆØé")


class Decoded(NamedTuple):
    """Text with the name of its encoding; ``note`` says what a person should know about it."""

    text: str
    encoding: str
    note: str | None = None
    mark: bytes = b""
    """The byte order mark that the file begins with."""

    def rewritten(self, edits: Sequence[Edit]) -> bytes:
        """Return the file with ``edits`` of ``text`` (sorted, disjoint) carried out.

        Without edits these are the very bytes that were decoded. Raises UnicodeEncodeError where
        a replacement cannot be written in the encoding of the file.
        """
        return self.mark + spliced(self.text, edits).encode(self.codec)

    def can_hold(self, words: str) -> bool:
        """Return whether ``words`` can be written in the encoding of the file."""
        try:
            words.encode(self.codec)
        except UnicodeEncodeError:
            return False
        return True

    def reading(self, source: str | None, blocks: Iterable[Block] | None = None) -> Reading:
        """Return the text as a document; ``blocks`` are put in the order of their places."""
        if blocks is not None:
            blocks = tuple(sorted(blocks, key=lambda block: block.span))
        return Reading(Document(self.text, source, blocks=blocks), self, self.notes)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What a person should know, as a reading tells it."""
        return (Note("encoding", self.note),) if self.note else ()

    @property
    def codec(self) -> str:
        """The codec of the text after the mark."""
        if self.mark:
            return _CODECS[self.mark]
        return _UNMARKED.get(self.encoding, self.encoding)


def decode(data: bytes, path: str | None = None, declared: str | None = None) -> Decoded:
    """Decode ``data``; raise ReaderError with the byte offset where it is not text.

    ``declared`` is the encoding that the file itself names; a mark at its beginning knows better.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, len(mark), codec, name, path)
    if declared and (decoded := _decode_declared(data, declared)):
        return decoded
    zero = data.find(0)
    if zero >= 0:
        raise ReaderError(
            f"this looks like a binary file, not text: there is a zero byte at byte {zero}",
            path=path,
            line=data.count(b"\n", 0, zero) + 1,
            offset=zero,
            hint="save it as plain text (UTF-8), or leave this file out",
        )
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        offset = error.start
    old = _old_encoding(data)
    if old is None:
        raise ReaderError(
            f"this is not valid UTF-8: byte {offset} is 0x{data[offset]:02x}",
            path=path,
            line=data.count(b"\n", 0, offset) + 1,
            offset=offset,
            hint="save the file as UTF-8 (in most editors: Save as, Encoding)",
        )
    note = f"read as {old}, because byte {offset} is not UTF-8; saving it as UTF-8 is safer"
    return Decoded(data.decode(_UNMARKED[old]), old, note)


def _decode_declared(data: bytes, declared: str) -> Decoded | None:
    """Return the text, None where ``declared`` is unknown or does not fit."""
    try:
        codec = codecs.lookup(declared).name
        text = data.decode(codec)
        # Only a codec that gives the same bytes back can be written to.
        return Decoded(text, codec) if text.encode(codec) == data else None
    except (LookupError, UnicodeError, TypeError):
        return None


def _decode_marked(data: bytes, skip: int, codec: str, name: str, path: str | None) -> Decoded:
    try:
        return Decoded(data[skip:].decode(codec), name, mark=data[:skip])
    except UnicodeDecodeError as error:
        offset = skip + error.start
        raise ReaderError(
            f"this starts as {name} but breaks off at byte {offset}",
            path=path,
            line=data[skip:offset].decode(codec, "ignore").count("\n") + 1,
            offset=offset,
            hint="save the file as UTF-8 (in most editors: Save as, Encoding)",
        ) from None


def _old_encoding(data: bytes) -> str | None:
    """Return the one-byte encoding that makes Nordic prose of ``data``, or None."""
    if any(trace in data for trace in _UTF_8_TRACES):
        return None
    if len(data.translate(None, _NORDIC)) == len(data):
        return None
    if not data.translate(None, _PROSE):
        return "Latin-1"
    windows = _PROSE + _WINDOWS_PUNCTUATION.encode("cp1252")
    return None if data.translate(None, windows) else "Windows-1252"
