"""Take suggestions over into a text until none is left that may be taken.

The result holds no finding that was not there before, and a second run changes nothing.
"""

from __future__ import annotations

from collections import Counter
from typing import TypeVar

from servicetone.model import Applicability, Edit
from servicetone.text.edits import spliced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from servicetone.checker import Checker
    from servicetone.model import Finding
    from servicetone.report import Report

_SENTENCE = 4
"""Words from which on a wording would be noticed if it stood twice in a text."""
State = TypeVar("State")
"""What is fixed: a text, or a file as it was read."""


def allowed(*, unsafe: bool) -> frozenset[Applicability]:
    """Return which suggestions may be taken."""
    return frozenset({Applicability.SAFE, *((Applicability.UNSAFE,) if unsafe else ())})


def fix(
    text: str,
    language: str | None = None,
    audience: str = "customer",
    *,
    unsafe: bool = False,
    checker: Checker | None = None,
) -> str:
    """Return ``text`` with the suggestions that are safe taken over, or the ``unsafe`` ones too.

    Raises as ``Checker.check`` does for names that do not exist.
    """
    from servicetone.checker import default_checker

    using = checker or default_checker()

    def check(each: str) -> Report:
        return using.check(each, language, audience)

    state, _, _ = fix_state(text, check, spliced, allowed(unsafe=unsafe))
    return state


def fix_state(
    state: State,
    check: Callable[[State], Report],
    rewrite: Callable[[State, Sequence[Edit]], State],
    applicabilities: frozenset[Applicability],
) -> tuple[State, Report, tuple[Finding, ...]]:
    """Return ``state`` after all changes that may be made, its report, and the findings mended.

    ``rewrite`` carries out edits (sorted, disjoint) as far as it can. All at once is tried first;
    where that would bring a new finding, one at a time, together with one change of what it lays
    bare. A sentence that stands in the text already is not put there again: the next wording is
    taken, or none.
    """
    report = check(state)
    mended: list[Finding] = []
    while True:
        for edits in _attempts(report, applicabilities):
            after = rewrite(state, edits)
            now = check(after)
            gone = _gone(report.findings, now.findings)
            more = None
            if not gone and len(edits) == 1:
                more = _laid_bare(report.findings, now.findings, applicabilities)
            if more is not None:
                after = rewrite(after, [more])
                now = check(after)
                gone = _gone(report.findings, now.findings)
            if gone:
                mended += gone
                state, report = after, now
                break
        else:
            return state, report, tuple(mended)


def _laid_bare(
    before: Sequence[Finding], after: Sequence[Finding], applicabilities: frozenset[Applicability]
) -> Edit | None:
    """Return the first change that mends what was not found ``before``."""
    for finding in _missing(after, before):
        for choice in finding.suggestions:
            if choice.applicability in applicabilities:
                return Edit(*choice.span, choice.replacement)
    return None


def _attempts(report: Report, applicabilities: frozenset[Applicability]) -> Iterator[list[Edit]]:
    """Yield lists of edits to try: the first choices together, in halves …, then every choice alone."""
    said = (report.text or "").casefold()
    choices = [
        [
            Edit(*each.span, each.replacement)
            for each in finding.suggestions
            if each.applicability in applicabilities and not is_said(each.replacement, said)
        ]
        for finding in report.findings
    ]
    together: list[Edit] = []
    for options in choices:
        so_far = "\n".join(each.replacement for each in together).casefold()
        fresh = (each for each in options if not is_said(each.replacement, so_far))
        edit = next(fresh, None)
        if edit is not None and (not together or together[-1].end <= edit.start):
            together.append(edit)
    size = len(together)
    while size > 1:
        for start in range(0, len(together), size):
            yield together[start : start + size]
        size = (size + 1) // 2
    for options in choices:
        for edit in options:
            yield [edit]


def is_said(wording: str, said: str) -> bool:
    """Tell whether a sentence stands in ``said`` (case-folded) already: once is enough."""
    words = wording.strip(" .!?").casefold()
    return len(words.split()) >= _SENTENCE and words in said


def _gone(before: Sequence[Finding], after: Sequence[Finding]) -> list[Finding]:
    """Return the findings that are no longer there; none where a new one has come."""
    return [] if _missing(after, before) else _missing(before, after)


def _missing(findings: Sequence[Finding], others: Sequence[Finding]) -> list[Finding]:
    """Return those of ``findings`` whose rule and words ``others`` do not have, or not as often."""
    left = Counter((each.rule, each.text) for each in others)
    found = []
    for finding in findings:
        key = (finding.rule, finding.text)
        if left[key]:
            left[key] -= 1
        else:
            found.append(finding)
    return found
