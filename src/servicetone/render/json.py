"""One JSON object for a whole run; ``docs/wire-schema.md`` describes it."""

from __future__ import annotations

import json

from servicetone.report import (
    WIRE_VERSION,
    Problem,
    finding_to_dict,
    lines_of,
    note_problems,
    problem_to_dict,
    vetoed_to_dict,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from servicetone.report import Checked
    from servicetone.terminal.style import Look

FOR_PROGRAMS = True


def render(outcomes: Iterable[Checked | Problem], look: Look) -> Iterator[str]:
    """Yield the object piece by piece: findings as they come, then the vetoed ones and problems."""
    vetoed: list[dict[str, Any]] = []
    problems: list[dict[str, Any]] = []
    yield f'{{\n"version": {WIRE_VERSION},\n"findings": ['
    separator = "\n"
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            problems.append(problem_to_dict(outcome))
            continue
        report = outcome.report
        if not (report.findings or report.notes or report.vetoed):
            continue
        lines = lines_of(outcome.document)
        for finding in report.findings:
            yield separator + _dumps(finding_to_dict(finding, report, lines))
            separator = ",\n"
        problems.extend(problem_to_dict(problem) for problem in note_problems(report, lines))
        if look.explain:
            vetoed.extend(vetoed_to_dict(each, report, lines) for each in report.vetoed)
    yield "\n]"
    if look.explain:
        yield ',\n"vetoed": ' + _list(vetoed)
    yield ',\n"problems": ' + _list(problems) + "\n}\n"


def _list(items: list[dict[str, Any]]) -> str:
    return "[\n" + ",\n".join(map(_dumps, items)) + "\n]" if items else "[]"


def _dumps(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
