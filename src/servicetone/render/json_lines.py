"""One JSON object a line for each finding, for streams; problems go to standard error only."""

from __future__ import annotations

import json

from servicetone.report import Problem, finding_to_dict, lines_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicetone.report import Checked
    from servicetone.terminal.style import Look

FOR_PROGRAMS = True


def render(outcomes: Iterable[Checked | Problem], look: Look) -> Iterator[str]:
    """Yield one line for each finding, in the wire form of ``docs/wire-schema.md``."""
    for outcome in outcomes:
        if isinstance(outcome, Problem) or not outcome.report.findings:
            continue
        lines = lines_of(outcome.document)
        for finding in outcome.report.findings:
            wire = finding_to_dict(finding, outcome.report, lines)
            yield json.dumps(wire, ensure_ascii=False) + "\n"
