"""Where findings overlap, keep the one that tells the writer most."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from servicetone.model import Finding, Vetoed


def resolve(findings: Iterable[Finding]) -> tuple[list[Finding], list[Vetoed]]:
    """Return the findings to report, sorted by start, and those that others cover.

    The more severe of two that overlap wins, then the longer, then the earlier: one place in
    the text, one thing to mend.
    """
    kept: list[Finding] = []
    covered: list[Vetoed] = []
    ends: list[tuple[int, int, Finding]] = []
    for finding in sorted(findings, key=_weight):
        winner = _overlapping(ends, finding)
        if winner is None:
            insort(ends, (finding.start, finding.end, finding), key=lambda each: each[:2])
            kept.append(finding)
        else:
            covered.append(Vetoed(finding, "covered", winner.rule))
    kept.sort(key=lambda each: (each.start, each.end))
    return kept, covered


def _weight(finding: Finding) -> tuple[int, int, int, str]:
    return (finding.severity.rank, finding.start - finding.end, finding.start, finding.rule)


def _overlapping(kept: list[tuple[int, int, Finding]], finding: Finding) -> Finding | None:
    """Return the kept finding that shares text with ``finding``; kept ones share none."""
    place = bisect_left(kept, (finding.start, finding.end), key=lambda each: each[:2])
    for start, end, each in kept[max(0, place - 1) : place + 1]:
        if start < finding.end and finding.start < end:
            return each
    return None
