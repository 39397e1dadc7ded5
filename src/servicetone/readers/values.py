"""Data files as trees of values: which of their strings are words for people, and what they are called."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from servicetone.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TypeAlias

    Tree: TypeAlias = "Text | dict[str, Tree] | list[Tree] | None"
    """What stands in a data file; None for values that are no text."""


class Text(NamedTuple):
    """A string and where it is written, without quotation marks."""

    value: str
    span: Span


class Entry(NamedTuple):
    """A string to check.

    ``name`` is what people call it, ``audience`` who reads it where that is known; ``markup`` is
    "html" where the string is.
    """

    text: Text
    name: str | None = None
    audience: str | None = None
    markup: str | None = None


_NAMES = ("title", "name", "key", "id")
_MOST_IN_NAME = 60
_NOT_FOR_PEOPLE_KEYS = """
$id $ref $schema author class color colour copyright cron href icon id license pattern query regex
run script sql src uri url uuid version
"""
_NOT_FOR_PEOPLE = frozenset(_NOT_FOR_PEOPLE_KEYS.split())
_WORD = re.compile(
    r"(?<!\S)[\"'»«”“‘’(¿¡*_]*[^\W\d_]+(?:['’-][^\W\d_]+)*[\"'»«”“‘’)*_]*[.,:;!?…]*(?!\S)"
)
_ALLOWED = 0.6
"""The share of a sentence that letters and blanks have at least."""


def reads_as_sentence(value: str) -> bool:
    """Tell whether ``value`` is prose rather than a name, an address, a number or code."""
    if " " not in value and "\n" not in value:
        return False
    found = _WORD.finditer(value)
    if next(found, None) is None or next(found, None) is None:
        return False
    sample = value[:2000]
    return sum(map(str.isalpha, sample)) + sample.count(" ") >= _ALLOWED * len(sample)


def sentences(tree: Tree) -> Iterator[Entry]:
    """Yield every string of ``tree`` that reads as a sentence, named by the keys that lead to it."""
    for keys, name, text in _strings(tree):
        last = keys[-1].lower() if keys else ""
        if last not in _NOT_FOR_PEOPLE and reads_as_sentence(text.value):
            yield Entry(text, name)


def fields(tree: Tree, patterns: Sequence[str]) -> Iterator[Entry]:
    """Yield the strings whose keys, joined by dots, match one of ``patterns``; lists have no keys."""
    for keys, name, text in _strings(tree):
        path = ".".join(keys)
        if text.value and any(fnmatchcase(path, pattern) for pattern in patterns):
            yield Entry(text, name)


def _strings(tree: Tree) -> Iterator[tuple[tuple[str, ...], str | None, Text]]:
    """Yield keys, name and value of each string in the order of the file."""
    todo: list[tuple[tuple[str, ...], tuple[str, ...], Tree]] = [((), (), tree)]
    while todo:
        keys, names, node = todo.pop()
        if isinstance(node, Text):
            yield keys, ".".join(names) or None, node
        elif isinstance(node, dict):
            todo += [((*keys, key), (*names, key), value) for key, value in reversed(node.items())]
        elif isinstance(node, list):
            todo += [
                (keys, (*names, _called(value) or str(index)), value)
                for index, value in reversed([*enumerate(node)])
            ]


def _called(node: Tree) -> str | None:
    """Return what an item of a list is called, so that its name stays when the list is sorted."""
    if isinstance(node, dict):
        for key in _NAMES:
            value = node.get(key)
            if isinstance(value, Text) and 0 < len(value.value) <= _MOST_IN_NAME:
                return value.value
    return None
