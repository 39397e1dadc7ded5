"""YAML: every string with its place, read by libyaml, whose marks count code points.

Aliases are not followed: what they stand for is checked where it is written, once, so that a
cycle or a "billion laughs" file is no more than its own size.
"""

from __future__ import annotations

import re

from servicetone.errors import ReaderError
from servicetone.model import Edit, Span
from servicetone.readers.decoding import decode
from servicetone.readers.extras import needed
from servicetone.readers.texts import Text, blocks
from servicetone.readers.values import chosen
from servicetone.text.edits import spliced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from servicetone.model import Block
    from servicetone.readers import Reading, Settings
    from servicetone.readers.texts import Entry, Tree

_DEEPEST = 500
"""Nesting that nobody writes by hand: libyaml takes time in the square of the depth."""

_FOLD = r"(?:\r\n?|\n)[ \t\r\n]*"  # blanks before it are found without it: a run of them is long
_BREAK = r"\r\n?|\n"
_SPECIAL = {
    "": re.compile(_FOLD),
    "'": re.compile(rf"''|{_FOLD}"),
    '"': re.compile(
        rf"\\(?:x[0-9a-fA-F]{{2}}|u[0-9a-fA-F]{{4}}|U[0-9a-fA-F]{{8}}|(?:{_BREAK})[ \t]*|.)|{_FOLD}"
    ),
}
_BREAKS = re.compile(_BREAK)
_PROPERTIES = re.compile(r"(?:[!&][^\s]*\s+)*")
_HEADER = re.compile(rf"[|>][^\r\n]*(?:{_BREAK})")
_BLANK = re.compile(r"[ \t\n]*")
_WAYS = {
    "": "yaml-plain", "'": "yaml-single", '"': "yaml-double", "|": "yaml-block", ">": "yaml-block",
}  # fmt: skip
_NAMED = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f",
    "r": "\r", "e": "\x1b", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def read(data: bytes, source: str | None, settings: Settings) -> Reading:
    """Return ``data`` as a document; raise ReaderError, with the line, where it is not YAML."""
    decoded = decode(data, source)
    return decoded.reading(source, blocks_of(decoded.text, source, settings))


def blocks_of(text: str, source: str | None, settings: Settings) -> Iterator[Block]:
    """Return the blocks of the YAML ``text``; raise ReaderError where it is not YAML."""

    def block(entry: Entry) -> Block:
        raw, value, style = text[slice(*entry.text.span)], entry.text.value, entry.text.style
        edits = tuple(_folded(raw, style) if style in _SPECIAL else _indented(raw, value))
        if spliced(raw, edits) == value:
            return entry.block(edits, _WAYS[style])
        # Rare line ends and the like: the words are right, their place is the whole value.
        return entry.block((Edit(0, len(raw), value),), "opaque")

    return blocks(chosen(parse(text, source), settings), block)


def parse(text: str, source: str | None) -> Tree:
    """Return the tree of ``text`` (a list of them where there are several documents).

    Raises ReaderError where it is not YAML or nested too deep.
    """
    yaml = needed("yaml", "YAML", source)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tree = _Tree()
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.ScalarEvent):
                tree.add(_scalar(text, event))
            elif isinstance(event, yaml.CollectionStartEvent):
                if len(tree.open) > _DEEPEST:
                    raise _error("it is nested too deep", event.start_mark, source)
                tree.begin({} if isinstance(event, yaml.MappingStartEvent) else [])
            elif isinstance(event, yaml.CollectionEndEvent):
                tree.end()
            elif isinstance(event, yaml.AliasEvent):
                tree.add(None)
    except yaml.MarkedYAMLError as error:
        raise _error(error.problem, error.problem_mark, source) from None
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        place = getattr(error, "position", getattr(error, "start", 0))
        line = text.count("\n", 0, place) + 1
        reason = f"there is a character that YAML forbids ({text[place : place + 1]!a})"
        raise ReaderError(f"this is not YAML: {reason}", path=source, line=line) from None
    return tree.root[0] if len(tree.root) == 1 else tree.root


def _error(reason: str, mark: Any, source: str | None) -> ReaderError:
    return ReaderError(
        f"this is not YAML from column {mark.column + 1} on: {reason}",
        path=source,
        line=mark.line + 1,
        hint="check the indentation, and put words with a colon in quotation marks",
    )


class _Tree:
    """A tree that grows value by value."""

    def __init__(self) -> None:
        self.root: list[Tree] = []
        self.open: list[dict[str, Tree] | list[Tree]] = [self.root]
        self._keys: list[str | None] = [None]  # of each open node: the key that waits for a value

    def add(self, node: Tree) -> None:
        """Put ``node`` where the next value or key is due."""
        parent, key = self.open[-1], self._keys[-1]
        if isinstance(parent, list):
            parent.append(node)
        elif key is None:
            self._keys[-1] = node.value if isinstance(node, Text) else ""
        else:
            parent[key] = node
            self._keys[-1] = None

    def begin(self, node: dict[str, Tree] | list[Tree]) -> None:
        """Put ``node`` where it is due; what comes next goes into it."""
        self.add(node)
        self.open.append(node)
        self._keys.append(None)

    def end(self) -> None:
        """Close the node that was begun last."""
        self.open.pop()
        self._keys.pop()


def _scalar(text: str, event: Any) -> Text:
    start, end = event.start_mark.index, event.end_mark.index
    if event.tag or event.anchor:
        start = _PROPERTIES.match(text, start, end).end()  # type: ignore[union-attr]
    if event.style in ("'", '"'):
        return Text(event.value, Span(start + 1, end - 1), event.style)
    if event.style not in ("|", ">"):
        return Text(event.value, Span(start, end))
    header = _HEADER.match(text, start, end)
    body = text[header.end() if header else end : end]
    start = end - len(body.lstrip())
    span = Span(start, start + len(body.strip()))
    return Text(event.value.strip(), span, event.style)


def _folded(raw: str, style: str) -> Iterator[Edit]:
    """Yield the edits that undo the escapes and folded lines of a scalar that is no block."""
    for found in _SPECIAL[style].finditer(raw):
        special = found[0]
        if special == "''":
            yield Edit(*found.span(), "'")
        elif special[0] != "\\":
            breaks = len(_BREAKS.findall(special))
            yield Edit(_ink_before(raw, found.start()), found.end(), "\n" * (breaks - 1) or " ")
        elif special[1] in "xuU":
            code = int(special[2:], 16)
            yield Edit(*found.span(), chr(code) if code < 0x110000 else "")
        elif special[1] in "\r\n":
            yield Edit(*found.span(), "")
        else:
            yield Edit(*found.span(), _NAMED.get(special[1], special[1]))


def _indented(raw: str, value: str) -> Iterator[Edit]:
    """Yield the edits that undo the indentation of a block scalar: ``value`` shows what stays."""
    done = at = 0
    for found in _SPECIAL[""].finditer(raw):
        start = _ink_before(raw, found.start())
        at += start - done
        done = found.end()
        blank = _BLANK.match(value, at)[0]  # type: ignore[index]
        at += len(blank)
        yield Edit(start, done, blank)


def _ink_before(raw: str, place: int) -> int:
    """Return where the blanks before ``place`` begin."""
    while place and raw[place - 1] in " \t":
        place -= 1
    return place
