"""Reports, and their wire form: what the ``json`` outputs print and other programs rely on.

``docs/wire-schema.md`` describes it and ``docs/wire-schema.json`` checks it.
"""

from __future__ import annotations

from servicetone.records import NamedTuple
from servicetone.text.lines import Lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from servicetone.errors import ServicetoneError
    from servicetone.model import (
        ChecklistItem,
        Document,
        Finding,
        Marker,
        Note,
        Severity,
        Vetoed,
    )

WIRE_VERSION = 1
"""Goes up when a key changes its meaning or goes away; new keys may come without it."""


class Report(NamedTuple):
    """What was found in one document. ``findings`` are sorted by start."""

    source: str | None = None
    language: str | None = None
    audience: str = "customer"
    findings: tuple[Finding, ...] = ()
    vetoed: tuple[Vetoed, ...] = ()
    notes: tuple[Note, ...] = ()
    text: str | None = None
    located: bool = True
    """Whether ``text`` is the file itself, so that lines and columns are places in it."""
    suppressed: tuple[Suppressed, ...] = ()
    markers: tuple[Marker, ...] = ()
    """What is already good, where that was asked for; sorted by start."""
    checklist: tuple[ChecklistItem, ...] = ()

    def at_or_above(self, severity: Severity) -> list[Finding]:
        """Return the findings that weigh at least as much as ``severity``."""
        return [f for f in self.findings if f.severity.rank <= severity.rank]

    def to_dict(self, *, explain: bool = False) -> dict[str, Any]:
        """Return the ``json`` wire form; lines and columns count code points from 1.

        With ``explain`` the matches that were left alone are there too, under ``vetoed``.
        """
        lines = lines_of(self)
        wire: dict[str, Any] = {
            "version": WIRE_VERSION,
            "findings": [finding_to_dict(finding, self, lines) for finding in self.findings],
        }
        if explain:
            wire["vetoed"] = [vetoed_to_dict(vetoed, self, lines) for vetoed in self.vetoed]
        if self.markers or self.checklist:
            wire["markers"] = [each._asdict() for each in self.markers]
            wire["checklist"] = [
                {"item": each.name, "done": each.is_done, "text": each.marker and each.marker.text}
                for each in self.checklist
            ]
        wire["problems"] = [problem_to_dict(problem) for problem in note_problems(self, lines)]
        return wire


class Suppressed(NamedTuple):
    """A finding that a person has settled; ``by`` is "baseline", "comment" or "config"."""

    finding: Finding
    by: str
    reason: str = ""


class Problem(NamedTuple):
    """Something a run wants known besides its findings: a file it could not read, text left alone.

    ``fatal`` problems are errors of the run; the others are notes. ``line`` counts from 1.
    """

    code: str
    message: str
    path: str | None = None
    line: int | None = None
    hint: str | None = None
    fatal: bool = False


class Checked(NamedTuple):
    """A document with its report: all that a renderer needs to show it."""

    document: Document
    report: Report


def lines_of(text: Document | Report) -> Lines | None:
    """Return the lines of the file that was checked; None where no line or column is known."""
    return None if text.text is None or not text.located else Lines(text.text)


def finding_to_dict(finding: Finding, report: Report, lines: Lines | None) -> dict[str, Any]:
    """Return the wire form of one finding; ``lines`` are those of the text that was checked."""
    line = column = end_line = end_column = None
    if lines is not None:
        line, column = lines.place(finding.start)
        end_line, end_column = lines.place(finding.end)
    return {
        "path": report.source,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "entry": finding.entry,
        "language": finding.language,
        "audience": report.audience,
        "rule": finding.rule,
        "category": str(finding.category),
        "severity": str(finding.severity),
        "text": finding.text,
        "message": finding.message,
        "suggestions": [
            {
                "replacement": each.replacement,
                "applicability": str(each.applicability),
                "start": each.span.start,
                "end": each.span.end,
            }
            for each in finding.suggestions
        ],
        "advice": finding.advice,
        "start": finding.start,
        "end": finding.end,
    }


def vetoed_to_dict(vetoed: Vetoed, report: Report, lines: Lines | None) -> dict[str, Any]:
    """Return the wire form of a match that was left alone: the finding, and why it is none."""
    return {
        **finding_to_dict(vetoed.finding, report, lines),
        "reason": vetoed.reason,
        "evidence": vetoed.evidence,
    }


def problem_to_dict(problem: Problem) -> dict[str, Any]:
    """Return the wire form of one problem."""
    return {
        "path": problem.path,
        "line": problem.line,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def note_problems(report: Report, lines: Lines | None) -> Iterator[Problem]:
    """Yield the notes of a report as problems that are not fatal."""
    for note in report.notes:
        line = None if lines is None else lines.place(note.start)[0]
        yield Problem(note.code, note.message, path=report.source, line=line)


def problem_of(error: ServicetoneError, path: str | None = None) -> Problem:
    """Return an error as a fatal problem; ``path`` is used where the error names none."""
    return Problem(
        error.code,
        error.message,
        path=getattr(error, "path", None) or path,
        line=getattr(error, "line", None),
        hint=error.hint,
        fatal=True,
    )
