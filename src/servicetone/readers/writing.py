"""Write edits back into the file they were found in, byte for byte the same everywhere else."""

from __future__ import annotations

from bisect import bisect_right

from servicetone.model import Edit
from servicetone.readers.escapes import escaped, soft_wrapped
from servicetone.records import NamedTuple
from servicetone.text.edits import spliced, within
from servicetone.text.masks import HOLE, masks, own_placeholders
from servicetone.text.regexes import Lazy
from servicetone.text.view import view_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from servicetone.model import Block, Document, Finding
    from servicetone.readers import Reading

_TAG = Lazy(r"<(/?)([A-Za-z][\w:.-]*)(?:\s[^<>]*)?(/?)>")
_FOLDING = {("yaml-plain",), ("yaml-single",), ("yaml-double",), ("yaml-block",)}
_ALONE = frozenset(("br", "img", "wbr", "hr", "input"))


class Written(NamedTuple):
    """A file with edits carried out.

    ``text`` is the document's text after them and ``data`` the bytes of the file. ``refused``
    holds the edits that could not be carried out: they overlap an earlier one, stand where there
    is no text to write, would lose a placeholder, or hold words that the format or its encoding
    cannot.
    """

    text: str
    data: bytes
    refused: tuple[Edit, ...] = ()


def write_back(reading: Reading, edits: Iterable[Edit]) -> Written:
    """Carry out ``edits`` in the file that ``reading`` came from.

    Spans are code points of ``reading.document.text``, as findings and suggestions have them;
    replacements are words as they are read, and are escaped as the place asks for. Without edits
    the bytes are those of the file.
    """
    document = reading.document
    accepted: list[Edit] = []
    refused: list[Edit] = []
    end = 0
    for edit in sorted(edits):
        written = _written(document, edit) if edit.start >= end else None
        if written is None or not all(reading.file.can_hold(each.replacement) for each in written):
            refused.append(edit)
        else:
            accepted += written
            end = edit.end
    accepted.sort()
    text = spliced(document.text, accepted)
    return Written(text, reading.file.rewritten(accepted), tuple(refused))


def as_written(reading: Reading, finding: Finding) -> Finding:
    """Return ``finding`` with what its suggestions are in the file, where that is not their words."""
    suggestions = []
    for each in finding.suggestions:
        edit = Edit(*each.span, each.replacement)
        written = _written(reading.document, edit) or []
        if not all(reading.file.can_hold(part.replacement) for part in written):
            written = []
        known = written == [edit]
        suggestions.append(each if known else each._replace(written=tuple(sorted(written))))
    return finding._replace(suggestions=tuple(suggestions))


def _written(document: Document, edit: Edit) -> list[Edit] | None:
    """Return what to write for ``edit``, at its place and in the twins; None where it cannot be."""
    if document.blocks is None:
        source = document.text[edit.start : edit.end]
        return [edit] if _keeps_placeholders(source, edit.replacement, document) else None
    block = _block_at(document.blocks, edit)
    if block is None:
        return None
    written = []
    for each in (block, *block.twins):
        place = edit if each is block else _in_twin(document.text, block, each, edit)
        raw = _raw(document, each, place) if place else None
        if place is None or raw is None:
            return None
        written.append(Edit(place.start, place.end, raw))
    return written


def _in_twin(text: str, block: Block, twin: Block, edit: Edit) -> Edit | None:
    from servicetone.readers.twins import twin_edit  # few files have any

    return twin_edit(text, block, twin, edit)


def _raw(document: Document, block: Block, edit: Edit) -> str | None:
    """Return what to write in ``block`` in place of the edit's span, None where nothing can be."""
    source = document.text[edit.start : edit.end]
    at = block.span.start
    undone = within(block.edits, edit.start - at, edit.end - at)
    read = spliced(source, undone)
    if any(each.replacement == HOLE for each in undone) or not (
        _keeps_placeholders(read, edit.replacement, document)
    ):
        return None
    raw = escaped(edit.replacement, block.escape)
    if raw is None or (block.escape[-1:] in _FOLDING and _folds(document.text, edit, raw)):
        return None
    if "html" in block.escape:
        ways = block.escape[block.escape.index("html") + 1 :]
        raw += escaped(_left_open(read), ways) or ""
    if block.escape[-1:] and block.escape[-1].startswith("quoted-printable"):
        raw = _wrapped(document.text, edit, raw)
    return raw + _left_open(source) if "xml" in block.escape else raw


def _wrapped(text: str, edit: Edit, raw: str) -> str:
    """Return quoted-printable ``raw`` in lines that are not too long, as its place has them."""
    end = "\r\n" if "\r\n" in text else "\n"
    before = edit.start - (text.rfind(end[-1], 0, edit.start) + 1)
    after = text.find(end, edit.end)
    return soft_wrapped(raw, before, (len(text) if after < 0 else after) - edit.end, end)


def _folds(text: str, edit: Edit, raw: str) -> bool:
    """Return whether blanks would come to stand at the rim of a line, where YAML does not keep them."""
    start, end = edit.start, edit.end
    while start and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end] in " \t":
        end += 1
    first = not start or text[start - 1] in "\r\n"
    last = end == len(text) or text[end] in "\r\n"
    after, before = raw or text[edit.end : end + 1], raw or text[max(0, start - 1) : edit.start]
    return (first and after[:1].isspace()) or (last and before[-1:].isspace())


def _keeps_placeholders(read: str, words: str, document: Document) -> bool:
    """Return whether ``words`` still hold the placeholders that stood in ``read``.

    Braces are counted too: those of an ICU message stand around more than a name.
    """
    if any(words.count(brace) < read.count(brace) for brace in "{}"):
        return False
    read = view_of(read).text  # without tags, which look like placeholders
    held = [read[mask.start : mask.end] for mask in masks(read) if mask.kind == "placeholder"]
    if document.placeholders:
        held += [found[0] for found in own_placeholders(document.placeholders).finditer(read)]
    return all(words.count(each) >= held.count(each) for each in held)


def _block_at(blocks: Sequence[Block], edit: Edit) -> Block | None:
    """Return the innermost block around the edit; an attribute stands inside a paragraph."""
    number = bisect_right(blocks, edit.start, key=lambda block: block.span.start)
    while number:
        number -= 1
        if blocks[number].span.end >= edit.end:
            return blocks[number]
    return None


def _left_open(source: str) -> str:
    """Return the tags of ``source`` whose other half stands outside it: closing ones first."""
    opened: list[tuple[str, str]] = []
    closed: list[str] = []
    for tag in _TAG.use.finditer(source):
        name = tag[2].lower()
        if tag[3] or name in _ALONE:
            continue
        if not tag[1]:
            opened.append((name, tag[0]))
        elif opened and opened[-1][0] == name:
            opened.pop()
        else:
            closed.append(tag[0])
    return "".join([*closed, *(text for _, text in opened)])
