"""One line a finding, for editors and grep: ``path:line:column: severity rule message``."""

from __future__ import annotations

from servicetone.report import Checked, Problem, lines_of
from servicetone.terminal.cells import clean
from servicetone.terminal.style import BOLD, SEVERITY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicetone.terminal.style import Look


def render(outcomes: Iterable[Checked | Problem], look: Look) -> Iterator[str]:
    """Yield a line for each finding, with the first suggestion after ``->``."""
    for outcome in outcomes:
        if isinstance(outcome, Problem) or not outcome.report.findings:
            continue
        lines = lines_of(outcome.document)
        path = look.paint(clean(outcome.report.source or "<text>"), BOLD)
        for finding in outcome.report.findings:
            place = "{}:{}:".format(*lines.place(finding.start)) if lines else ""
            severity = look.paint(str(finding.severity), BOLD, SEVERITY[str(finding.severity)])
            warmer = ""
            if finding.suggestions:
                warmer = f' -> "{clean(finding.suggestions[0].shown)}"'
            entry = f"{finding.entry}: " if finding.entry else ""
            message = clean(entry + finding.message)
            yield f"{path}:{place} {severity} {finding.rule} {message}{warmer}\n"
