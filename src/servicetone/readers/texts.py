"""Strings of a data file with their places, and the blocks that are made of them."""

from __future__ import annotations

from servicetone.model import Block, Edit, Span
from servicetone.records import NamedTuple
from servicetone.text.markup import tags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

    Tree: TypeAlias = "Text | dict[str, Tree] | list[Tree] | str | bool | None"
    """What stands in a data file. A ``str`` is a number as it is written."""


class Text(NamedTuple):
    """A string and where it is written, without quotation marks; ``style`` says which it has."""

    value: str
    span: Span
    style: str = ""


class Entry(NamedTuple):
    """A string to check.

    ``twins`` say the same; ``name`` is what people call it, ``audience`` who reads it where that is known; ``markup`` is
    "html" where the string is known to be.
    """

    text: Text
    name: str | None = None
    audience: str | None = None
    markup: str | None = None
    language: str | None = None
    twins: tuple[Entry, ...] = ()

    def block(self, edits: tuple[Edit, ...], *ways: str) -> Block:
        """Return the block to check; ``edits`` undo the escapes, ``ways`` name how they are made."""
        markup = self.markup or (
            "html" if "<" in self.text.value and tags(self.text.value) else None
        )
        escape = (markup, *ways) if markup else ways
        return Block(
            self.text.span, "value", self.language, self.audience, self.name, edits, escape
        )


def blocks(entries: Iterable[Entry], block: Callable[[Entry], Block]) -> Iterator[Block]:
    """Yield the block of each entry, made by ``block``, with the blocks of its twins."""
    for entry in entries:
        yield block(entry)._replace(twins=tuple(map(block, entry.twins)))
