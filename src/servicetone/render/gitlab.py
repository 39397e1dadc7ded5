"""GitLab Code Quality: a JSON array, as the ``codequality`` report of a job."""

from __future__ import annotations

import json

from servicetone.fingerprint import Numbering, fingerprint
from servicetone.report import Problem, lines_of
from servicetone.terminal.place import region, repository_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicetone.report import Checked
    from servicetone.terminal.style import Look

FOR_PROGRAMS = True
_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(outcomes: Iterable[Checked | Problem], look: Look) -> Iterator[str]:
    """Yield the array piece by piece; a file without lines is pointed at by its first one."""
    numbering = Numbering()
    yield "["
    separator = "\n"
    for outcome in outcomes:
        if isinstance(outcome, Problem) or not outcome.report.findings:
            continue
        lines = lines_of(outcome.document)
        path = repository_path(outcome.report.source, look)
        for finding in outcome.report.findings:
            where = region(finding, lines)
            known_by = fingerprint(finding)
            entry = f"{finding.entry}: " if finding.entry else ""
            issue = {
                "description": f"{finding.rule}: {entry}{finding.message}",
                "check_name": finding.rule,
                "fingerprint": f"{known_by}-{numbering.next(known_by)}",
                "severity": _SEVERITIES[str(finding.severity)],
                "location": {"path": path, "lines": {"begin": where.line if where else 1}},
            }
            yield separator + json.dumps(issue, ensure_ascii=False)
            separator = ",\n"
    yield "\n]\n"
