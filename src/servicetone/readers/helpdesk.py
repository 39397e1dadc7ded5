"""Exports of helpdesks, recognised by their shape: which of their values are words for people.

A macro is called by its title and id. An internal note is checked as such. Where a body comes
both as HTML and as plain text, the second is checked only if it says something else.
"""

from __future__ import annotations

from servicetone.readers.locales import FOREIGN, language_of
from servicetone.readers.texts import Entry, Text
from servicetone.readers.twins import words_of
from servicetone.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    from servicetone.readers.texts import Tree

    Item: TypeAlias = dict[str, Tree]

_INTERNAL = "internal"
_NO = frozenset(("false", "0", "no"))


class _Shape(NamedTuple):
    """The keys that the items of a product hold, and those of them that hold words for people."""

    keys: frozenset[str]
    html: tuple[str, ...]
    plain: tuple[str, ...]
    internal: tuple[str, ...]


def _shape(keys: str, html: str, plain: str = "", internal: str = "") -> _Shape:
    return _Shape(
        frozenset(keys.split()), *(tuple(each.split()) for each in (html, plain, internal))
    )


# The more telling shape first: the first that fits is taken.
_SHAPES = (
    _shape("title content content_html", "content_html", "content", "title"),  # Freshdesk
    _shape("title folder_id content", "content", internal="title"),
    _shape("type name body", "body", "body_text", "name"),  # Intercom
    _shape("name text chatText", "text", "chatText", "name"),  # Help Scout
    _shape("id name subject body", "body", "subject", "name"),  # Front
    _shape("name keywords content", "content", internal="name note"),  # Zammad
    _shape("title response", "response", internal="title notes"),  # osTicket
    _shape("id name text", "text", internal="name"),  # Help Scout
)
_KINDS = {"type": "macro"}
"""What a value must be for the shape with this key to fit."""


def exported(tree: Tree) -> list[Entry] | None:
    """Return the words of every macro, canned response or template in ``tree``.

    None where there is no such thing, so that it is some other data file.
    """
    found: list[Entry] | None = None
    todo = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, list):
            todo += reversed(node)
        elif isinstance(node, dict):
            words = _words(node)
            if words is None:
                todo += reversed(node.values())
            else:
                found = found or []
                found += _once(words, node)
    return found


def _words(item: Item) -> list[Entry] | None:
    """Return the words of ``item``, None where it has no known shape."""
    actions = item.get("actions")
    if isinstance(actions, list) and ("title" in item or "name" in item):
        steps = [step for step in actions if isinstance(step, dict)]
        if any("arguments" in step for step in steps):
            return _gorgias(item, steps)
        if any("field" in step for step in steps):
            return _zendesk(item, steps)
    for shape in _SHAPES:
        if shape.keys <= item.keys() and _is_kind(item, shape):
            return [
                *_taken(item, shape.html, markup="html"),
                *_taken(item, shape.plain),
                *_taken(item, shape.internal, audience=_INTERNAL),
            ]
    return None


def _is_kind(item: Item, shape: _Shape) -> bool:
    return all(_value(item.get(key)) == kind for key, kind in _KINDS.items() if key in shape.keys)


def _taken(
    item: Item, keys: Iterable[str], audience: str | None = None, markup: str | None = None
) -> Iterator[Entry]:
    for key in keys:
        text = item.get(key)
        if isinstance(text, Text):
            yield Entry(text, None, audience, markup)


def _zendesk(item: Item, steps: list[Item]) -> list[Entry]:
    """Return the words of a macro whose actions set fields; what is no string is left out."""
    actions = [(_value(step.get("field")), step.get("value")) for step in steps]
    public = dict(actions).get("comment_mode_is_public")
    hidden = public is False or (_value(public) or "").lower() in _NO
    audience = _INTERNAL if hidden else None
    found = []
    for field in ("comment_value_html", "comment_value", "subject"):
        markup = "html" if field.endswith("html") else None
        values = [value for name, value in actions if name == field]
        found += [Entry(text, None, audience, markup) for text in values if isinstance(text, Text)]
    return [*found, *_taken(item, ("title", "description"), _INTERNAL)]


def _gorgias(item: Item, steps: list[Item]) -> list[Entry]:
    """Return the words of a macro whose actions have arguments."""
    found: list[Entry] = []
    for step in steps:
        arguments = step.get("arguments")
        if isinstance(arguments, dict):
            hidden = "internal" in (_value(step.get("name")) or "").lower()
            audience = _INTERNAL if hidden else None
            found += _taken(arguments, ("body_html",), audience, "html")
            found += _taken(arguments, ("body_text", "subject"), audience)
    return [*found, *_taken(item, ("name",), _INTERNAL)]


def _once(found: Iterable[Entry], item: Item) -> Iterator[Entry]:
    """Yield each text of ``item`` once, with the name of the item and its language."""
    tag = _value(item.get("language")) or _value(item.get("locale"))
    language = language_of(tag) if tag else None
    if language == FOREIGN:
        return
    name = _named(item)
    seen: dict[tuple[str, ...], list[Entry]] = {}
    for entry in found:
        if words := words_of(entry.text.value):
            seen.setdefault(words, []).append(entry)
    for first, *twins in seen.values():
        yield first._replace(name=name, language=language, twins=tuple(twins))


def _named(item: Item) -> str | None:
    """Return what people call ``item``: "Faktura (1234)"."""
    title = _value(item.get("title")) or _value(item.get("name"))
    number = _value(item.get("id"))
    if title and number:
        return f"{title} ({number})"
    return title or number


def _value(node: Tree) -> str | None:
    """Return what a string or a number says."""
    return node.value if isinstance(node, Text) else node if isinstance(node, str) else None
