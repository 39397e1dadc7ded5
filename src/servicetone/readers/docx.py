"""Word documents (.docx): paragraphs, table cells, notes, comments, headers and footers.

A .docx is a zip of XML files. Words stand in ``<w:t>`` elements, which are read and written in
place: the rest of those files, and every other file, stays as it is. (python-docx reads the same
words, but writes the whole document anew.)
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from servicetone.errors import ReaderError
from servicetone.model import Block, Document, Edit, Span
from servicetone.readers import Reading
from servicetone.readers.decoding import decode
from servicetone.readers.escapes import escaped
from servicetone.readers.markup import Element, Run, declared_encoding, parse
from servicetone.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from servicetone.readers import Settings

_MEMBERS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_LARGEST = 64_000_000
"""Bytes of XML that are unpacked at most: a book has about five million."""
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOT_READ = frozenset(("pPr", "rPr", "del", "moveFrom", "Fallback"))
"""Settings, what was deleted, and what stands there a second time for old programs."""


class _Piece(NamedTuple):
    """A stretch of the text and the stretch of an XML file that holds it."""

    start: int
    end: int
    member: str
    raw: Span


def read(data: bytes, source: str | None, settings: Settings) -> Reading:
    """Return the words of ``data``; raise ReaderError where it is no Word document."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = dict(_unpacked(archive, source))
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,  # zipfile: a way of compressing that it does not know
        RuntimeError,
        ValueError,
        OSError,
    ):
        members = {}
    if not members:
        raise ReaderError(
            "this is not a Word document, or only a part of one",
            path=source,
            hint="open it in Word or LibreOffice and save it as .docx",
        )
    reader = _Words()
    for name, text in members.items():
        audience = "internal" if name.endswith("comments.xml") else None
        reader.take(name, parse(text, source), audience)
    document = Document("".join(reader.text), source, blocks=tuple(reader.blocks), located=False)
    return Reading(document, _Word(data, members, tuple(reader.pieces)))


def _unpacked(archive: ZipFile, source: str | None) -> Iterator[tuple[str, str]]:
    """Yield the XML files that hold words; raise ReaderError where they are too large."""
    left = _LARGEST
    names = [name for name in archive.namelist() if _MEMBERS.fullmatch(name)]
    for name in sorted(set(names), key=lambda name: (name != "word/document.xml", name)):
        with archive.open(name) as member:
            data = member.read(left + 1)  # never more, whatever size the zip claims
        left -= len(data)
        if left < 0:
            raise ReaderError(
                f"this document unpacks to more than {_LARGEST // 1_000_000} MB",
                path=source,
                hint="leave this file out",
            )
        yield name, decode(data, source, declared_encoding(data)).text


class _Words:
    """The words of a document, collected paragraph by paragraph."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.blocks: list[Block] = []
        self.pieces: list[_Piece] = []
        self._length = 0

    def take(self, member: str, root: Element, audience: str | None) -> None:
        """Take in the paragraphs of one XML file."""
        for paragraph in root.elements():
            if paragraph.name == "p":
                start = self._length
                self._paragraph(member, paragraph)
                if start < self._length:
                    span = Span(start, self._length)
                    self.blocks.append(Block(span, "paragraph", None, audience, escape=("word",)))
                    self._add("\n\n")

    def _paragraph(self, member: str, paragraph: Element) -> None:
        todo = [*reversed(paragraph.parts)]
        while todo:
            part = todo.pop()
            if isinstance(part, Run) or part.name in _NOT_READ or part.name == "p":
                continue  # a paragraph inside this one, in a text box, comes by itself
            if part.name in _SIGNS:
                self._add(_SIGNS[part.name])
            elif part.name == "t":
                for run in part.parts:
                    if isinstance(run, Run):
                        start = self._length
                        self._add(run.value)
                        raw = Span(run.start, run.end)
                        self.pieces.append(_Piece(start, self._length, member, raw))
            else:
                todo += reversed(part.parts)

    def _add(self, words: str) -> None:
        self.text.append(words)
        self._length += len(words)


class _Word(NamedTuple):
    """A Word document, ready to be written with changes."""

    data: bytes
    members: dict[str, str]
    pieces: tuple[_Piece, ...]

    def can_hold(self, words: str) -> bool:
        """Return True: XML holds what the way of escaping lets through."""
        return True

    def rewritten(self, edits: Sequence[Edit]) -> bytes:
        """Return the document with ``edits`` of its text carried out.

        New words take the place, and the looks, of the first that they replace.
        """
        changed: dict[str, list[Edit]] = {}
        for edit in edits:
            words = escaped(edit.replacement, ("xml",)) or ""
            for piece in self.pieces:
                if piece.start < edit.end and edit.start < piece.end:
                    changed.setdefault(piece.member, []).append(_within(piece, edit, words))
                    words = ""
        if not changed:
            return self.data
        output = BytesIO()
        with ZipFile(BytesIO(self.data)) as old, ZipFile(output, "w") as new:
            new.comment = old.comment
            if sum(info.file_size for info in old.infolist()) > _LARGEST * 8:
                raise ReaderError("this document is too large to be written")
            for info in old.infolist():
                content = old.read(info)
                if info.filename in changed:
                    decoded = decode(content, None, declared_encoding(content))
                    content = decoded.rewritten(sorted(changed[info.filename]))
                new.writestr(info, content, info.compress_type)
        return output.getvalue()


def _within(piece: _Piece, edit: Edit, words: str) -> Edit:
    """Return the edit of the XML that puts ``words`` where ``edit`` covers ``piece``."""
    start, end = piece.raw
    if end - start == piece.end - piece.start:  # otherwise a reference such as &amp;
        end = start + min(edit.end, piece.end) - piece.start
        start += max(edit.start, piece.start) - piece.start
    return Edit(start, end, words)
