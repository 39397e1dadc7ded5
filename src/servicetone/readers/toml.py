"""TOML: every string with its place. tomllib judges the file, tree-sitter tells the places."""

from __future__ import annotations

import re
import sys
from typing import Any, cast

from servicetone.errors import ReaderError
from servicetone.model import Edit, Span
from servicetone.readers.decoding import decode
from servicetone.readers.extras import needed
from servicetone.readers.places import code_points, deepest_line
from servicetone.readers.texts import Text, blocks
from servicetone.readers.values import chosen
from servicetone.text.edits import spliced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from servicetone.model import Block
    from servicetone.readers import Reading, Settings
    from servicetone.readers.texts import Entry, Tree

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|[ \t]*\r?\n\s*|(.))")
_NAMED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}
_PLACE = re.compile(r"(.*?) ?\(at line (\d+), column (\d+)\)")
_MARKS = ('"""', "'''", '"', "'")
_WAYS = {'"': "toml", '"""': "toml", "'": "toml-literal", "'''": "toml-literal"}


def read(data: bytes, source: str | None, settings: Settings) -> Reading:
    """Return ``data`` as a document; raise ReaderError, with the line, where it is not TOML."""
    decoded = decode(data, source)
    return decoded.reading(source, blocks_of(decoded.text, source, settings))


def blocks_of(text: str, source: str | None, settings: Settings) -> Iterator[Block]:
    """Return the blocks of the TOML ``text``; raise ReaderError where it is not TOML."""

    def block(entry: Entry) -> Block:
        raw, style = text[slice(*entry.text.span)], entry.text.style
        return entry.block(tuple(_unescaped(raw)) if style[0] == '"' else (), _WAYS[style])

    return blocks(chosen(parse(text, source), settings), block)


def parse(text: str, source: str | None) -> Tree:
    """Return the tree of ``text``; raise ReaderError where it is not TOML or nested too deep."""
    _judge(text, source)
    tree_sitter = needed("tree_sitter", "TOML", source)
    grammar = needed("tree_sitter_toml", "TOML", source)
    data = text.encode()
    root = tree_sitter.Parser(tree_sitter.Language(grammar.language())).parse(data).root_node
    at = code_points(text, data)
    tree: dict[str, Tree] = {}
    for node in root.named_children:
        if node.type == "pair":
            _put(tree, node, text, at)
        elif node.type in ("table", "table_array_element"):
            keys = _keys(node.named_children[0], text, at)
            table = _table(tree, keys, new=node.type == "table_array_element")
            for pair in node.named_children[1:]:
                if pair.type == "pair":
                    _put(table, pair, text, at)
    return tree


def _judge(text: str, source: str | None) -> None:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason, line, column = _place(str(error), text)
        raise ReaderError(
            f"this is not TOML from column {column} on: {reason[:1].lower()}{reason[1:]}",
            path=source,
            line=line,
            hint='words stand in quotation marks: key = "words"',
        ) from None
    except RecursionError:
        raise ReaderError(
            "this TOML is nested too deep to be read", path=source, line=deepest_line(text)
        ) from None


def _place(message: str, text: str) -> tuple[str, int, int]:
    """Return the reason, line and column that a message of tomllib tells."""
    if found := _PLACE.fullmatch(message):
        return found[1], int(found[2]), int(found[3])
    return message.removesuffix(" (at end of document)"), text.count("\n") + 1, 1


def _put(table: dict[str, Tree], pair: Any, text: str, at: Callable[[int], int]) -> None:
    """File the value of ``key = value`` under its key, which may have dots."""
    key, value = (node for node in pair.named_children if node.type != "comment")
    *above, last = _keys(key, text, at)
    _table(table, above)[last] = _value(value, text, at)


def _value(node: Any, text: str, at: Callable[[int], int]) -> Tree:
    if node.type == "string":
        start, end = at(node.start_byte), at(node.end_byte)
        mark = next(mark for mark in _MARKS if text.startswith(mark, start))
        begin = start + len(mark)
        if len(mark) == 3:  # a line end right after the mark does not count
            begin += 2 * text.startswith("\r\n", begin) or text.startswith("\n", begin)
        span = Span(begin, end - len(mark))
        raw = text[slice(*span)]
        value = spliced(raw, _unescaped(raw)) if mark[0] == '"' else raw
        return Text(value, span, mark)
    inside = (child for child in node.named_children if child.type != "comment")
    if node.type == "array":
        return [_value(child, text, at) for child in inside]
    if node.type == "inline_table":
        table: dict[str, Tree] = {}
        for pair in inside:
            _put(table, pair, text, at)
        return table
    return text[at(node.start_byte) : at(node.end_byte)]


def _keys(node: Any, text: str, at: Callable[[int], int]) -> list[str]:
    """Return the parts of a key."""
    if node.type == "dotted_key":
        return [key for child in node.named_children for key in _keys(child, text, at)]
    raw = text[at(node.start_byte) : at(node.end_byte)]
    if raw[0] == '"':
        return [spliced(raw, _unescaped(raw))[1:-1]]
    return [raw.strip("'")]


def _table(tree: dict[str, Tree], keys: list[str], *, new: bool = False) -> dict[str, Tree]:
    """Return the table at ``keys``, made where it is missing; ``new`` adds one to a list of them."""
    for number, key in enumerate(keys):
        last = number == len(keys) - 1
        found = tree.setdefault(key, [] if new and last else {})
        if isinstance(found, list):
            if new and last:
                found.append({})
            found = found[-1]
        tree = cast("dict[str, Tree]", found)
    return tree


def _unescaped(raw: str) -> Iterator[Edit]:
    for found in _ESCAPE.finditer(raw) if "\\" in raw else ():
        if code := found[1] or found[2]:
            words = chr(int(code, 16))
        else:
            words = _NAMED.get(found[3], found[3]) if found[3] else ""
        yield Edit(*found.span(), words)
