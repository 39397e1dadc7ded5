"""Go through a draft finding by finding: every step of it as a value, free of any screen.

A ``Draft`` never changes; each step returns the next one, which remembers the one before for undo.
"""

from __future__ import annotations

from servicetone.fixing import is_said
from servicetone.model import Applicability, Edit, Finding, Span, Suggestion
from servicetone.records import NamedTuple
from servicetone.text.segment import paragraphs, sentences
from servicetone.wording.template import has_blank

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Check = Callable[[str], tuple[Finding, ...]]

MOST_CHOICES = 9
"""Each choice has a digit as its key."""


class Draft(NamedTuple):
    """A text on its way: what is found in it, and what the writer has decided so far."""

    text: str
    findings: tuple[Finding, ...]
    skipped: frozenset[tuple[int, str]] = frozenset()
    """Where a finding that is to stay begins, and its rule."""
    silenced: tuple[str, ...] = ()
    """Rules that are never to speak again."""
    changes: int = 0
    before: Draft | None = None

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that are still to be decided on."""
        return tuple(
            each
            for each in self.findings
            if each.rule not in self.silenced and (each.start, each.rule) not in self.skipped
        )

    @property
    def current(self) -> Finding | None:
        """The finding to decide on now, None at the end."""
        return next(iter(self.open), None)

    @property
    def choices(self) -> tuple[Suggestion, ...]:
        """The wordings to choose from now, each only once; last what the text says already."""
        if self.current is None:
            return ()
        distinct: dict[str, Suggestion] = {}
        for each in self.current.suggestions:
            distinct.setdefault(each.replacement, each)
        said = self.text.casefold()
        ordered = sorted(distinct.values(), key=lambda each: is_said(each.replacement, said))
        return tuple(ordered)[:MOST_CHOICES]


class Passage(NamedTuple):
    """A stretch of the text for the writer to change by hand, with words to begin from."""

    span: Span
    words: str


def begin(text: str, check: Check) -> Draft:
    """Return the draft of ``text``; ``check`` finds what to decide on, sorted by start."""
    return Draft(text, check(text))


def take(draft: Draft, choice: Suggestion, check: Check) -> Draft:
    """Return the draft with the wording ``choice`` taken over."""
    return _edited(draft, Edit(*choice.span, choice.replacement), check)


def rewrite(draft: Draft, passage: Passage, words: str, check: Check) -> Draft:
    """Return the draft with ``words`` in place of what stands at ``passage``.

    What the writer settles by hand is settled: that rule does not speak there again, nor does
    one that was skipped there.
    """
    current = draft.current
    after = _edited(draft, Edit(*passage.span, words), check)
    if current is None:
        return after
    start, end = passage.span
    settled = {current.rule, *(rule for at, rule in draft.skipped if start <= at < end)}
    same = {
        (each.start, each.rule)
        for each in after.findings
        if each.rule in settled and start <= each.start < start + len(words)
    }
    return after._replace(skipped=after.skipped | same)


def skip(draft: Draft) -> Draft:
    """Return the draft with the current finding left as it is."""
    current = draft.current
    if current is None:
        return draft
    skipped = draft.skipped | {(current.start, current.rule)}
    return draft._replace(skipped=skipped, before=draft)


def silence(draft: Draft) -> Draft:
    """Return the draft with the rule of the current finding told to be quiet for good."""
    current = draft.current
    if current is None:
        return draft
    return draft._replace(silenced=(*draft.silenced, current.rule), before=draft)


def undo(draft: Draft) -> Draft:
    """Return the draft before the last step."""
    return draft.before or draft


def passage(draft: Draft, choice: Suggestion | None = None) -> Passage:
    """Return the sentence around the current finding, or what ``choice`` would make of it."""
    current = draft.current
    if current is None:
        return Passage(Span(0, 0), "")
    start, end = current.start, current.end
    if choice is not None:
        start, end = min(start, choice.span.start), max(end, choice.span.end)
    span = _sentences_around(draft.text, start, end)
    words = draft.text[span.start : span.end]
    if choice is not None:
        first, last = choice.span.start - span.start, choice.span.end - span.start
        words = words[:first] + choice.replacement + words[last:]
    return Passage(span, words)


def needs_hand(choice: Suggestion) -> bool:
    """Tell whether the writer has to look at a wording: it has a blank, or would lose something."""
    return choice.applicability is Applicability.DISPLAY or has_blank(choice.replacement)


def _edited(draft: Draft, edit: Edit, check: Check) -> Draft:
    text = draft.text[: edit.start] + edit.replacement + draft.text[edit.end :]
    shift = len(edit.replacement) - (edit.end - edit.start)
    skipped = frozenset(
        (start + shift if start >= edit.end else start, rule)
        for start, rule in draft.skipped
        if not edit.start <= start < edit.end
    )
    return Draft(text, check(text), skipped, draft.silenced, draft.changes + 1, draft)


def _sentences_around(text: str, start: int, end: int) -> Span:
    """Return the sentences that hold ``text[start:end]``; the stretch itself where none does."""
    touched = [
        (first, last)
        for p_start, p_end in paragraphs(text)
        if p_start < end and start < p_end
        for first, last in sentences(text, p_start, p_end)
        if first < end and start < last
    ]
    if not touched:
        return Span(start, end)
    return Span(min(start, touched[0][0]), max(end, touched[-1][1]))
