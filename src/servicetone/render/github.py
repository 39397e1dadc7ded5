"""Annotations in a GitHub Actions run: ``::warning title=…,file=…,line=…::message``."""

from __future__ import annotations

from servicetone.report import Problem, lines_of
from servicetone.terminal.place import region, repository_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicetone.model import Finding
    from servicetone.report import Checked
    from servicetone.terminal.style import Look
    from servicetone.text.lines import Lines

FOR_PROGRAMS = True
_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(outcomes: Iterable[Checked | Problem], look: Look) -> Iterator[str]:
    """Yield one workflow command for each finding, and for each file that could not be read."""
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            if outcome.fatal:
                yield _command("error", outcome.message, title="servicetone", file=outcome.path)
        elif outcome.report.findings:
            lines = lines_of(outcome.document)
            path = repository_path(outcome.report.source, look)
            for finding in outcome.report.findings:
                yield _annotation(finding, path, lines)


def _annotation(finding: Finding, path: str, lines: Lines | None) -> str:
    place: dict[str, int | None] = {}
    if (where := region(finding, lines)) is not None:
        place = {"line": where.line, "endLine": where.end_line}
        if where.line == where.end_line:  # columns of two lines say nothing to GitHub
            place = {
                "line": where.line,
                "col": where.column,
                "endLine": where.end_line,
                "endColumn": where.end_column,
            }
    entry = f"{finding.entry}: " if finding.entry else ""
    warmer = "".join(f"\nWarmer: {each.shown}" for each in finding.suggestions)
    advice = f"\n{finding.advice}" if finding.advice else ""
    return _command(
        _LEVELS[str(finding.severity)],
        f"{entry}{finding.message}{warmer}{advice}",
        title=finding.rule,
        file=path,
        **place,
    )


def _command(level: str, message: str, **properties: object) -> str:
    given = ",".join(
        f"{name}={_escape(str(value), ':,')}"
        for name, value in properties.items()
        if value is not None
    )
    return f"::{level} {given}::{_escape(message)}\n"


def _escape(text: str, also: str = "") -> str:
    for char in "%\r\n" + also:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
