"""One diagnostic a line for reviewdog (``-f=rdjsonl``)."""

from __future__ import annotations

import json

from servicetone.report import Problem, lines_of
from servicetone.terminal.place import region, shown_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from servicetone.model import Finding
    from servicetone.report import Checked
    from servicetone.terminal.place import Region
    from servicetone.terminal.style import Look
    from servicetone.text.lines import Lines

FOR_PROGRAMS = True
SOURCE = {"name": "servicetone"}


def render(outcomes: Iterable[Checked | Problem], look: Look) -> Iterator[str]:
    """Yield one line for each finding; columns count bytes of UTF-8, as reviewdog asks."""
    for each in diagnostics(outcomes, look):
        yield json.dumps({**each, "source": SOURCE}, ensure_ascii=False) + "\n"


def diagnostics(outcomes: Iterable[Checked | Problem], look: Look) -> Iterator[dict[str, Any]]:
    """Yield the diagnostic of each finding, without its source."""
    for outcome in outcomes:
        if isinstance(outcome, Problem) or not outcome.report.findings:
            continue
        lines = lines_of(outcome.document)
        path = shown_path(outcome.report.source, look)
        for finding in outcome.report.findings:
            yield _diagnostic(finding, path, lines)


def _diagnostic(finding: Finding, path: str, lines: Lines | None) -> dict[str, Any]:
    location: dict[str, Any] = {"path": path}
    entry = f"{finding.entry}: " if finding.entry else ""
    advice = f"\n{finding.advice}" if finding.advice else ""
    found: dict[str, Any] = {
        "message": f"{entry}{finding.message}{advice}",
        "location": location,
        "severity": str(finding.severity).upper(),
        "code": {"value": finding.rule},
    }
    where = region(finding, lines, in_bytes=True)
    if where is not None:
        location["range"] = _range(where)
        usable = [
            {"range": _range(place), "text": each.edits[0].replacement}
            for each in finding.suggestions
            if len(each.edits) == 1  # reviewdog changes one place
            and (place := region(each.edits[0], lines, in_bytes=True)) is not None
        ]
        if usable:
            found["suggestions"] = usable
    return found


def _range(where: Region) -> dict[str, dict[str, int]]:
    return {
        "start": {"line": where.line, "column": where.column},
        "end": {"line": where.end_line, "column": where.end_column},
    }
