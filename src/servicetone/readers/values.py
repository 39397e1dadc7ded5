"""Data files as trees of values: which of their strings are words for people, and what they are called."""

from __future__ import annotations

import re

from servicetone.model import LANGUAGES
from servicetone.readers.helpdesk import exported
from servicetone.readers.locales import FOREIGN, language_of
from servicetone.readers.texts import Entry, Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicetone.readers import Settings
    from servicetone.readers.texts import Tree

_NAMES = ("title", "name", "key", "id")
_MOST_IN_NAME = 60
_MOST_LANGUAGES = 40
"""A file with more keys than this in one place does not file by language there."""
_NOT_FOR_PEOPLE_KEYS = """
$id $ref $schema author class color colour copyright cron href icon id license pattern query regex
run script sql src uri url uuid version
"""
_NOT_FOR_PEOPLE = frozenset(_NOT_FOR_PEOPLE_KEYS.split())
_WORD = re.compile(
    r"(?<!\S)[\"'»«”“‘’(¿¡*_]*[^\W\d_]+(?:['’-][^\W\d_]+)*[\"'»«”“‘’)*_]*[.,:;!?…]*(?!\S)"
)
_MARKUP = re.compile(r"<[^<>]*>|\{\{[^{}]*\}\}|\{%[^%]*%\}|\{[\w.]*\}|&\w+;")
_SAMPLE = 2_000
_ALLOWED = 0.6
"""The share of a sentence that letters and blanks have at least."""


def chosen(tree: Tree, settings: Settings) -> Iterable[Entry]:
    """Return the strings of ``tree`` that ``settings`` ask for, or that are words for people."""
    if settings.fields:
        return _fields(tree, settings)
    macros = exported(tree)
    return _sentences(tree) if macros is None else macros


def reads_as_sentence(value: str) -> bool:
    """Tell whether ``value`` is prose rather than a name, an address, a number or code."""
    if " " not in value and "\n" not in value:
        return False
    sample = value[:_SAMPLE]
    if "<" in sample or "{" in sample:
        sample = _MARKUP.sub(" ", sample).strip()
    found = _WORD.finditer(sample)
    if next(found, None) is None or next(found, None) is None:
        return False
    return sum(map(str.isalpha, sample)) + sample.count(" ") >= _ALLOWED * len(sample)


def _sentences(tree: Tree) -> Iterator[Entry]:
    """Yield every string of ``tree`` that reads as a sentence, named by the keys that lead to it."""
    for keys, name, language, text in _strings(tree):
        last = keys[-1].lower() if keys else ""
        if last not in _NOT_FOR_PEOPLE and reads_as_sentence(text.value):
            yield Entry(text, name, language=language)


def _fields(tree: Tree, settings: Settings) -> Iterator[Entry]:
    """Yield the strings that the settings name; the items of a list have no keys of their own."""
    for keys, name, language, text in _strings(tree):
        if text.value and settings.takes(".".join(keys)):
            yield Entry(text, name, language=language)


def _strings(tree: Tree) -> Iterator[tuple[tuple[str, ...], str | None, str | None, Text]]:
    """Yield keys, name, language and value of each string in the order of the file.

    What is filed under the tag of a language (``sv:``, ``"nb-NO"``) is in it; strings under the
    tags of foreign languages beside those are left out.
    """
    todo: list[tuple[tuple[str, ...], tuple[str, ...], str | None, Tree]] = [((), (), None, tree)]
    while todo:
        keys, names, language, node = todo.pop()
        if isinstance(node, Text):
            yield keys, ".".join(names) or None, language, node
        elif isinstance(node, dict):
            tags = {key: language_of(key) for key in node} if len(node) <= _MOST_LANGUAGES else {}
            ours = any(tag in LANGUAGES for tag in tags.values())
            for key, value in reversed(node.items()):
                tag = tags.get(key) if ours else None
                if tag != FOREIGN or key in _NAMES:
                    todo.append(((*keys, key), (*names, key), tag or language, value))
        elif isinstance(node, list):
            todo += [
                (keys, (*names, _called(value) or str(index)), language, value)
                for index, value in reversed([*enumerate(node)])
            ]


def _called(node: Tree) -> str | None:
    """Return what an item of a list is called, so that its name stays when the list is sorted."""
    if isinstance(node, dict):
        for key in _NAMES:
            value = node.get(key)
            name = value.value if isinstance(value, Text) else value
            if isinstance(name, str) and 0 < len(name) <= _MOST_IN_NAME:
                return name
    return None
