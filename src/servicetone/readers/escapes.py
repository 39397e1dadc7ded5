"""How new words are written where a format has escapes of its own.

Each function takes words as they are read and returns them as they are written, or None where
that format cannot hold them at this kind of place. ``Block.escape`` names them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def escaped(words: str, escape: Iterable[str]) -> str | None:
    """Return ``words`` as they are written after each of the named ways, None where they cannot."""
    written: str | None = words
    for name in escape:
        if written is None:
            return None
        written = _ESCAPES[name](written)
    return written


def _json(words: str) -> str:
    import json

    return json.dumps(words, ensure_ascii=False)[1:-1]


def _json_ascii(words: str) -> str:
    import json

    return json.dumps(words)[1:-1]


def _html(words: str) -> str:
    """Escape markup, but not inside placeholders, which the product reads before the HTML."""
    from servicetone.text.masks import masks

    pieces: list[str] = []
    done = 0
    for mask in masks(words):
        if mask.kind == "placeholder":
            pieces += (_without_markup(words[done : mask.start]), words[mask.start : mask.end])
            done = mask.end
    return "".join([*pieces, _without_markup(words[done:])])


def _without_markup(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_ESCAPES: dict[str, Callable[[str], str | None]] = {
    "html": _html,
    "json": _json,
    "json-ascii": _json_ascii,
}
