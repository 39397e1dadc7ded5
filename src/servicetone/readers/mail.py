"""Mail (.eml): subject and text parts, read by the standard library and found again in the file.

Quoted-printable text keeps its places. A part in base64 has none that a person could look up:
then the words of the whole mail are taken out, and parts that change are encoded anew.
"""

from __future__ import annotations

import re
from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64
from codecs import getincrementaldecoder

from servicetone.errors import ReaderError
from servicetone.model import Block, Document, Edit, Span
from servicetone.readers import Reading
from servicetone.readers.decoding import Decoded, decode
from servicetone.readers.html import blocks as html_blocks
from servicetone.readers.locales import FOREIGN, language_of
from servicetone.readers.twins import words_of
from servicetone.records import NamedTuple
from servicetone.text.edits import spliced, within

TYPE_CHECKING = False
if TYPE_CHECKING:
    from codecs import IncrementalDecoder
    from collections.abc import Iterable, Iterator, Sequence
    from email.message import Message

    from servicetone.readers import Settings

_MOST_BOUNDARIES = 100
"""Parts inside parts: the parser takes time in the square of the depth."""
_BOUNDARY = re.compile("boundary=", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_HEADERS_END = re.compile(r"\r?\n[ \t]*(?:\r?\n)|\r[ \t]*\r")
_QUOTED = re.compile(r"=(?:([0-9a-fA-F]{2})|[ \t]*(?:\r?\n|\Z))")
_SUBJECT = re.compile(
    r"^Subject:[ \t]*(?P<words>[^\r\n]*(?:\r?\n[ \t]+[^\r\n]+)*)", re.MULTILINE | re.IGNORECASE
)
_ENCODED = re.compile(
    r"=\?([\w.:+-]+)(?:\*[\w-]*)?\?([bq])\?([^?\s]*)\?=(?:\s+(?==\?))?", re.IGNORECASE
)
_QUOTED_PRINTABLE = "quoted-printable"
_GAP = "\n\n"
"""Stands between parts whose words were taken out."""
_LINE = 76
"""Characters in a line of base64."""


class _Part(NamedTuple):
    """The body of a text part: its place, how it is encoded, and what it says."""

    span: Span
    encoding: str
    charset: str
    markup: str | None
    language: str | None
    words: str
    twins: tuple[_Part, ...] = ()
    """Parts that say the same."""


def read(data: bytes, source: str | None, settings: Settings) -> Reading:
    """Return ``data`` as a document; raise ReaderError where it is no text or nested too deep."""
    decoded = _decoded(data, source)
    text = decoded.text
    parts = list(_once(_parts(text, source)))
    subject = _subject(text)
    encodings = {each.encoding for part in parts for each in (part, *part.twins)}
    if "base64" not in encodings:
        blocks = [block for part in parts for block in _blocks(text, part)]
        return decoded.reading(source, [*subject, *blocks])
    return _taken_out(decoded, source, parts, subject)


def _decoded(data: bytes, source: str | None) -> Decoded:
    charset = None
    try:
        data.decode()
    except UnicodeDecodeError:
        found = _CHARSET.search(data)
        charset = found[1].decode() if found else None
    return decode(data, source, charset)


def _parts(text: str, source: str | None) -> Iterator[_Part]:
    """Yield the text parts that are not attached files, in the order of the mail."""
    import email

    boundaries = [found.start() for found in _BOUNDARY.finditer(text)]
    if len(boundaries) > _MOST_BOUNDARIES:
        line = text.count("\n", 0, boundaries[_MOST_BOUNDARIES]) + 1
        raise ReaderError("this mail has parts nested too deep to be read", path=source, line=line)
    position = 0
    for part in email.message_from_string(text).walk():
        payload = part.get_payload()
        if not isinstance(payload, str):
            continue
        position = _body(text, part, position)
        if not text.startswith(payload, position):
            raise ReaderError(
                "the parts of this mail cannot be told apart",
                path=source,
                line=text.count("\n", 0, position) + 1,
                hint="save the mail again from a mail program",
            )
        span = Span(position, position + len(payload))
        position = span.end
        language = language_of(str(part.get("Content-Language", "")))
        if _is_text(part) and language != FOREIGN:
            yield _part(part, payload, span, language)


def _is_text(part: Message) -> bool:
    attached = part.get_content_disposition() == "attachment" or part.get_filename()
    return part.get_content_type() in ("text/plain", "text/html") and not attached


def _body(text: str, part: Message, position: int) -> int:
    """Return where the body of ``part`` begins; its headers stand after ``position``."""
    for name, value in part.items():
        header = re.compile(rf"^{re.escape(name)}[ \t]*:\s*{re.escape(str(value))}", re.MULTILINE)
        found = header.search(text, position)
        position = found.end() if found else position
    end = _HEADERS_END.search(text, max(0, position - 2))
    return end.end() if end else len(text)


def _part(part: Message, payload: str, span: Span, language: str | None) -> _Part:
    encoding = str(part.get("Content-Transfer-Encoding", "8bit")).strip().lower()
    charset = part.get_content_charset() or "utf-8"
    words = payload
    if encoding == "base64":
        try:
            words = _decode(a2b_base64(payload), charset)
        except (Base64Error, ValueError):
            words = ""
    elif encoding == _QUOTED_PRINTABLE:
        words = spliced(payload, _unquoted(payload, charset))
    markup = "html" if part.get_content_type() == "text/html" else None
    return _Part(span, encoding, charset, markup, language, words)


def _decode(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _unquoted(raw: str, charset: str) -> Iterator[Edit]:
    """Yield the edits that undo quoted-printable: one for each character that it spells out."""
    decoder = _decoder(charset)
    start, end = -1, 0  # of the character that is being put together, over soft line ends too
    for found in _QUOTED.finditer(raw):
        if start >= 0 and found.start() > end:  # its last bytes are missing
            yield Edit(start, end, "\ufffd")
            decoder, start = _decoder(charset), -1
        if found[1] is None:
            if start < 0:
                yield Edit(*found.span(), "")
        else:
            start = found.start() if start < 0 else start
            if char := decoder.decode(bytes.fromhex(found[1])):
                yield Edit(start, found.end(), char)
                start = -1
        end = found.end()
    if start >= 0:
        yield Edit(start, end, "\ufffd")


def _decoder(charset: str) -> IncrementalDecoder:
    try:
        return getincrementaldecoder(charset)("replace")
    except LookupError:
        return getincrementaldecoder("utf-8")("replace")


def _once(parts: Iterable[_Part]) -> Iterator[_Part]:
    """Yield each part with those that say the same, as HTML and plain text do, for its twins."""
    seen: dict[tuple[str, ...], list[_Part]] = {}
    for part in parts:
        if words := words_of(part.words):
            seen.setdefault(words, []).append(part)
    for first, *twins in seen.values():
        yield first._replace(twins=tuple(twins))


def _blocks(text: str, part: _Part) -> Iterator[Block]:
    """Yield the blocks of a part that has places."""
    if part.markup and not part.twins and part.encoding != _QUOTED_PRINTABLE:
        start, end = part.span
        for block in html_blocks(text[start:end]):
            span = Span(start + block.span.start, start + block.span.end)
            yield block._replace(span=span, language=block.language or part.language)
    else:
        yield _whole(text, part)._replace(twins=tuple(_whole(text, each) for each in part.twins))


def _whole(text: str, part: _Part) -> Block:
    """Return a part that has places as one block."""
    edits: tuple[Edit, ...] = ()
    escape = (part.markup,) if part.markup else ()
    if part.encoding == _QUOTED_PRINTABLE:
        edits = tuple(_unquoted(text[slice(*part.span)], part.charset))
        escape = (*escape, f"{_QUOTED_PRINTABLE}:{part.charset}")
    return Block(part.span, "body", part.language, edits=edits, escape=escape)


def _subject(text: str) -> list[Block]:
    """Return the subject, if there is one, with its encoded words read."""
    end = _HEADERS_END.search(text)
    found = _SUBJECT.search(text, 0, end.start() + 1 if end else len(text))
    if found is None or not found["words"].strip():
        return []
    raw = found["words"]
    edits = []
    for word in _ENCODED.finditer(raw):
        charset, way, payload = word[1], word[2].lower(), word[3]
        if way == "q":
            payload = payload.replace("_", "=20")
            words = spliced(payload, _unquoted(payload, charset))
        else:
            try:
                words = _decode(a2b_base64(payload), charset)
            except (Base64Error, ValueError):
                words = ""
        edits.append(Edit(*word.span(), words))
    escape = ("opaque",) if edits else ("header",)
    return [Block(Span(*found.span("words")), "subject", edits=tuple(edits), escape=escape)]


class _Mail(NamedTuple):
    """A mail whose document holds the words of its parts: where each begins there."""

    decoded: Decoded
    parts: tuple[tuple[int, _Part], ...]

    def can_hold(self, words: str) -> bool:
        """Return True: each part says for itself what its encoding holds."""
        return True

    def rewritten(self, edits: Sequence[Edit]) -> bytes:
        """Return the mail with the parts that change encoded anew, and nothing else changed."""
        changed = []
        for start, part in self.parts:
            inside = within(edits, start, start + len(part.words))
            if inside:
                words = spliced(part.words, inside)
                changed.append(Edit(*part.span, _encoded(words, part, self.decoded.text)))
        return self.decoded.rewritten(changed)


def _taken_out(
    decoded: Decoded, source: str | None, parts: Sequence[_Part], subject: Sequence[Block]
) -> Reading:
    texts = [spliced(decoded.text[slice(*block.span)], block.edits) for block in subject]
    blocks = [Block(Span(0, len(text)), "subject", escape=("opaque",)) for text in texts]
    placed: list[tuple[int, _Part]] = []

    def put(part: _Part) -> Block:
        start = sum(len(text) + len(_GAP) for text in texts)
        placed.append((start, part))
        texts.append(part.words)
        charset = f"charset:{part.charset}"
        escape = (part.markup, charset) if part.markup else (charset,)
        return Block(Span(start, start + len(part.words)), "body", part.language, escape=escape)

    for part in parts:
        blocks.append(put(part)._replace(twins=tuple(map(put, part.twins))))
    document = Document(_GAP.join(texts), source, blocks=tuple(blocks), located=False)
    return Reading(document, _Mail(decoded, tuple(placed)), decoded.notes)


def _encoded(words: str, part: _Part, text: str) -> str:
    """Return the body of a part that says ``words``, with the line ends of the mail."""
    data = words.encode(part.charset)
    end = "\r\n" if "\r\n" in text else "\n"
    if part.encoding == "base64":
        whole = b2a_base64(data, newline=False).decode()
        lines = [whole[at : at + _LINE] for at in range(0, len(whole), _LINE)]
        raw = text[slice(*part.span)]
        return end.join(lines) + raw[len(raw.rstrip()) :]
    if part.encoding == _QUOTED_PRINTABLE:
        from quopri import encodestring

        return encodestring(data).decode().replace("\n", end)
    return words
