"""What a language's word lists say about sentences, as far as rewriting needs it."""

from __future__ import annotations

from collections.abc import Sequence

from servicetone.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Register(NamedTuple):
    """One way of speaking to people (``ni``, ``De``), and how the du-forms change in it."""

    name: str
    signs: tuple[str, ...]
    """Words that show that a text uses it; one with a capital counts only inside a sentence."""
    changes: tuple[tuple[str, str], ...] = ()
    """Du-form and its counterpart, the longest first."""


class Grammar(NamedTuple):
    """Word lists of one language, folded; ``registers`` begin with the du-form."""

    coordinators: frozenset[str]
    """Join main clauses: *men, och, så*."""
    subjects: frozenset[str]
    """Pronouns that stand as subject: *jag, du, det*."""
    pointers: frozenset[str]
    """Subjects that point back to what was said before: *det, den*."""
    finite: frozenset[str]
    """Common finite verbs: *har, kan, måste*."""
    light: frozenset[str]
    """Words that carry no matter of their own: *på, som, också*."""
    leads: frozenset[str]
    """What may stand before a clause without taking part in it: *hej, ja, men*."""
    conditions: frozenset[str]
    """Begin a clause that may stand before any main clause: *om, när*."""
    starters: frozenset[str]
    """Begin a clause that cannot stand by itself: *att, som, eftersom*."""
    asides: frozenset[str]
    """Those of them that a main clause before them can do without: *eftersom, trots*."""
    contents: frozenset[str]
    """Those of them that begin what is said, seen or believed: *att*."""
    wanting: frozenset[str]
    """Want a noun after them: *en, den, min, på*."""
    facts: frozenset[str]
    """Numbers in words, days and months: matter that must not go unseen."""
    openers: frozenset[str]
    """Leads that keep the sting before an offer: *ja ja, nej tack, alltså*."""
    refusals: frozenset[str]
    """Leads that say no: an offer after them is a sentence of its own."""
    offering: frozenset[str]
    """Pronouns with which the writer offers something: *jag, vi*."""
    purposes: frozenset[str]
    """How a clause begins that says what for: *så du förstår*."""
    negators: frozenset[str]
    registers: tuple[Register, ...]

    def is_clause(self, words: Sequence[str]) -> bool:
        """Tell whether ``words`` are a pronoun and a verb: "det är"."""
        return len(words) == 2 and words[0] in self.subjects and words[1] in self.finite


def grammar_of(stored: tuple[Any, ...]) -> Grammar:
    """Return the grammar whose stored form (plain tuples and frozensets) is ``stored``."""
    *lists, registers = stored
    return Grammar._make([*lists, tuple([Register(*each) for each in registers])])
