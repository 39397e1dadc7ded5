"""Where most is to be won: macros (or files) and rules by their number of findings."""

from __future__ import annotations

import json

from servicetone.records import NamedTuple
from servicetone.report import Problem
from servicetone.terminal.cells import clean, width
from servicetone.terminal.style import BOLD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicetone.model import Finding
    from servicetone.report import Checked
    from servicetone.terminal.style import Look

_MOST = 20
"""Rows of each table that people are shown."""


class Count(NamedTuple):
    """How many findings of each severity."""

    errors: int = 0
    warnings: int = 0
    infos: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)

    def plus(self, finding: Finding) -> Count:
        """Return the count with one more finding."""
        counts = list(self)
        counts[finding.severity.rank] += 1
        return Count(*counts)


class Statistics(NamedTuple):
    """Counts, most findings first; of equals the one with graver ones, then by name."""

    entries: list[tuple[tuple[str | None, str | None], Count]]
    """By path and entry."""
    rules: list[tuple[str, Count]]
    files: int


def statistics(outcomes: Iterable[Checked | Problem]) -> Statistics:
    """Return the counts of a run."""
    entries: dict[tuple[str | None, str | None], Count] = {}
    rules: dict[str, Count] = {}
    files = 0
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            continue
        files += 1
        for finding in outcome.report.findings:
            place = (outcome.report.source, finding.entry)
            entries[place] = entries.get(place, Count()).plus(finding)
            rules[finding.rule] = rules.get(finding.rule, Count()).plus(finding)
    return Statistics(
        sorted(
            entries.items(), key=lambda each: (_weight(each[1]), str(each[0][0]), str(each[0][1]))
        ),
        sorted(rules.items(), key=lambda each: (_weight(each[1]), each[0])),
        files,
    )


def _weight(count: Count) -> tuple[int, ...]:
    return (-count.total, *(-each for each in count))


def render_table(outcomes: Iterable[Checked | Problem], look: Look) -> Iterator[str]:
    """Yield the tables for people: macros or files, and rules."""
    found = statistics(outcomes)
    if not found.rules:
        yield f"No findings in {found.files} file{'' if found.files == 1 else 's'}.\n"
        return
    named = [
        (f"{clean(path or '<text>')}{': ' + clean(entry) if entry else ''}", count)
        for (path, entry), count in found.entries
    ]
    yield from _table("macro or file", named, look)
    yield "\n"
    yield from _table("rule", found.rules, look)


def _table(heading: str, rows: list[tuple[str, Count]], look: Look) -> Iterator[str]:
    yield (
        look.paint(f"{'findings':>8}  {'error':>5}  {'warning':>7}  {'info':>5}  {heading}", BOLD)
        + "\n"
    )
    for name, count in rows[:_MOST]:
        numbers = (f"{each or '·':>{size}}" for each, size in zip(count, (5, 7, 5)))
        yield f"{count.total:>8}  {'  '.join(numbers)}  {_shortened(name, look.width - 33)}\n"
    if len(rows) > _MOST:
        yield f"{'':>31}  … and {len(rows) - _MOST} more\n"


def _shortened(name: str, cells: int) -> str:
    if width(name) <= max(cells, 20):
        return name
    while width(name) > max(cells, 20) - 1:
        name = name[1:]
    return f"…{name}"


def render_json(outcomes: Iterable[Checked | Problem], look: Look) -> Iterator[str]:
    """Yield all counts as one JSON object."""
    found = statistics(outcomes)
    wire = {
        "version": 1,
        "files": found.files,
        "entries": [
            {"path": path, "entry": entry, **_counts(count)}
            for (path, entry), count in found.entries
        ],
        "rules": [{"rule": rule, **_counts(count)} for rule, count in found.rules],
    }
    yield json.dumps(wire, ensure_ascii=False, indent=1) + "\n"


def _counts(count: Count) -> dict[str, int]:
    return {"findings": count.total, "error": count[0], "warning": count[1], "info": count[2]}
