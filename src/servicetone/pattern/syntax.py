"""The pattern language as a tree: what a linguist writes, before any lexicon is looked up.

The signs are described in ``lexicons/README.md``. Every node is a frozen value.
"""

from __future__ import annotations

from dataclasses import dataclass

BUILTINS = frozenset({"NAME", "NUM", "WORD"})
"""Classes that every language has: a capitalised word, digits, any word."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word as written; a capital in it means that the text must have it too."""

    text: str

    @property
    def exact(self) -> bool:
        """Whether the case matters."""
        return self.text != self.text.lower()


@dataclass(frozen=True, slots=True)
class Form:
    """Any form of a headword (``~läsa``); ``column`` serves error messages."""

    head: str
    column: int = 0


@dataclass(frozen=True, slots=True)
class Compound:
    """A longer word that begins (``skit*``) or ends (``*kärring``) with the given part."""

    part: Word | Form
    tail: bool


@dataclass(frozen=True, slots=True)
class ClassRef:
    """A word class of the language (``@our-text``) or a built-in one."""

    name: str
    column: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several (``du/ni``, ``[i dag | nu]``)."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Maybe:
    """May be absent (``(ju)``)."""

    item: Node


@dataclass(frozen=True, slots=True)
class Series:
    """One after the other; ``strict`` forbids particles in between (``a_b``)."""

    items: tuple[Node, ...]
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Swap:
    """Two neighbours in either order (``du & borde``)."""

    first: Node
    second: Node


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to ``most`` words that do not cross a clause boundary (``...``, ``...5``)."""

    most: int


@dataclass(frozen=True, slots=True)
class Capture:
    """Remember what stands here under a name (``{text: x}``)."""

    name: str
    item: Node


@dataclass(frozen=True, slots=True)
class Focus:
    """Flag only this part; the rest is context (``<x>``)."""

    item: Node


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place: ``^`` sentence start, ``$`` end, ``?`` and ``!`` end with that mark."""

    sign: str


@dataclass(frozen=True, slots=True)
class WordTest:
    """What one word of a text must be, after forms and classes were looked up.

    One of ``words``, or of ``exact`` with its capitals, or a compound with one of ``heads`` or
    ``tails``, or what ``flags`` (see ``pattern.code``) say.
    """

    words: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    tails: frozenset[str] = frozenset()
    flags: int = 0

    def union(self, other: WordTest) -> WordTest:
        """Return the test that a word passes when it passes either."""
        return WordTest(
            self.words | other.words,
            self.exact | other.exact,
            self.heads | other.heads,
            self.tails | other.tails,
            self.flags | other.flags,
        )


Node = (
    WordTest
    | Word
    | Form
    | Compound
    | ClassRef
    | Choice
    | Maybe
    | Series
    | Swap
    | Gap
    | Capture
    | Focus
    | Anchor
)
