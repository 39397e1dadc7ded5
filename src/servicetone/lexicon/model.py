"""What a linguist writes, as values: concepts, the rules of one language, categories."""

from __future__ import annotations

from dataclasses import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from servicetone.lexicon.conditions import Condition
    from servicetone.model import Category, Severity


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that shows a rule at work.

    ``span`` marks the flagged code points of ``text`` (None in a good example); ``rewritten`` is
    the whole text after the first suggestion (None where the rule only gives advice).
    """

    text: str
    span: tuple[int, int] | None = None
    rewritten: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One block of a concept file: a concept in one language, with one way out."""

    concept: str
    language: str
    match: tuple[str, ...]
    exceptions: tuple[str, ...]
    suggest: Mapping[str, tuple[str, ...]]
    """Wordings for each audience that stand in place of the flagged words; "" deletes them."""
    instead: Mapping[str, tuple[str, ...]]
    """Main clauses for each audience, in place of the clause or sentence around the words."""
    advice: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    severity: Mapping[str, Severity]
    """Severity for each audience the rule applies to."""
    path: str
    line: int
    safe: bool = False
    lines: Mapping[str, int] = field(default_factory=dict)
    """Line number of each pattern in the file, for error messages."""
    where: tuple[Condition, ...] = ()
    """What an analysis of the sentence must show; all of it."""
    keep: bool = True
    """Whether a match counts where no analysis is at hand."""
    whole: bool | None = None
    """Whether the sentence says nothing beside the sting: all of it may go; None: its category."""


@dataclass(frozen=True, slots=True)
class Concept:
    """What is said, in any language: ``blame.did-not-read`` and its rules."""

    id: str
    category: Category
    severity: Mapping[str, Severity]
    principle: str
    rationale: str
    rules: Mapping[str, tuple[Rule, ...]]
    absent: Mapping[str, str]
    path: str


@dataclass(frozen=True, slots=True)
class CategoryInfo:
    """A category of ``categories.toml``: its tier and what a finding of it says to a writer."""

    id: Category
    tier: str
    severity: Severity
    principle: str
    messages: Mapping[str, str]
    vetoes: tuple[str, ...]
    """Names of the vetoes that apply: ``negated``, ``self``, ``hypothetical`` …"""
    whole: bool = False
    """Whether sentences of this kind say nothing beside the sting."""
    counts: bool = False
    """Whether a number among the flagged words is the reproach, and may go."""


@dataclass(frozen=True, slots=True)
class LanguageData:
    """The files of ``lexicons/languages`` for one language, as written."""

    language: str
    lists: Mapping[str, tuple[str, ...]]
    classes: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, tuple[str, ...]]
    grammar: tuple[object, ...]
    """The stored form of a ``wording.grammar.Grammar``."""
