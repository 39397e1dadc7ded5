"""Checkstyle XML, which many CI systems and editors read."""

from __future__ import annotations

from servicetone.report import Problem, lines_of
from servicetone.terminal.place import region, shown_path
from servicetone.terminal.xml import tag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicetone.report import Checked
    from servicetone.terminal.style import Look

FOR_PROGRAMS = True


def render(outcomes: Iterable[Checked | Problem], look: Look) -> Iterator[str]:
    """Yield a ``file`` element for each file with findings; line 0 where a format has no lines."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n'
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            if outcome.fatal:
                yield tag("file", name=outcome.path or "<text>") + "\n"
                yield _error(outcome.line or 0, None, "error", outcome.message, outcome.code)
                yield "</file>\n"
            continue
        report = outcome.report
        if not report.findings:
            continue
        lines = lines_of(outcome.document)
        rows = [tag("file", name=shown_path(report.source, look)) + "\n"]
        for finding in report.findings:
            where = region(finding, lines)
            entry = f"{finding.entry}: " if finding.entry else ""
            rows.append(
                _error(
                    where.line if where else 0,
                    where.column if where else None,
                    str(finding.severity),
                    entry + finding.message,
                    finding.rule,
                )
            )
        yield "".join(rows) + "</file>\n"
    yield "</checkstyle>\n"


def _error(line: int, column: int | None, severity: str, message: str, code: str) -> str:
    return "  " + tag(
        "error",
        close=True,
        line=line,
        column=column,
        severity=severity,
        message=message,
        source=f"servicetone.{code}",
    ) + "\n"  # fmt: skip
