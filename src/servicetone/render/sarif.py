"""SARIF 2.1.0, for code scanning: findings, their rules, and what a baseline or comment settled."""

from __future__ import annotations

import json
from urllib.parse import quote

from servicetone.fingerprint import Numbering, fingerprint
from servicetone.report import Problem, lines_of
from servicetone.terminal.place import region, repository_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from servicetone.model import Finding, Suggestion
    from servicetone.report import Checked, Suppressed
    from servicetone.terminal.place import Region
    from servicetone.terminal.style import Look
    from servicetone.text.lines import Lines

FOR_PROGRAMS = True
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}


def render(outcomes: Iterable[Checked | Problem], look: Look) -> Iterator[str]:
    """Yield the log piece by piece: results as they come, then the rules they name."""
    numbering = Numbering()
    rules: dict[str, Finding] = {}
    problems: list[Problem] = []
    yield (
        f'{{\n"$schema": "{_SCHEMA}",\n"version": "2.1.0",\n"runs": [{{\n'
        '"columnKind": "unicodeCodePoints",\n"results": ['
    )
    separator = "\n"
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            problems.append(outcome)
            continue
        report = outcome.report
        if not (report.findings or report.suppressed):
            continue
        lines = lines_of(outcome.document)
        path = repository_path(report.source, look)
        settled: list[tuple[Finding, Suppressed | None]] = [
            (each, None) for each in report.findings
        ]
        settled += [(each.finding, each) for each in report.suppressed]
        for finding, suppressed in sorted(settled, key=lambda each: each[0].start):
            rules.setdefault(finding.rule, finding)
            index = list(rules).index(finding.rule)
            result = _result(finding, index, path, lines, suppressed, numbering)
            if look.baseline:
                known = suppressed is not None and suppressed.by == "baseline"
                result["baselineState"] = "unchanged" if known else "new"
            yield separator + json.dumps(result, ensure_ascii=False)
            separator = ",\n"
    yield f'\n],\n"invocations": [{json.dumps(_invocation(problems, look), ensure_ascii=False)}],\n'
    driver = {
        "name": "servicetone",
        "rules": [_rule(finding, look) for finding in rules.values()],
    }
    yield f'"tool": {json.dumps({"driver": driver}, ensure_ascii=False, indent=1)}\n}}]\n}}\n'


def _result(
    finding: Finding,
    index: int,
    path: str,
    lines: Lines | None,
    suppressed: Suppressed | None,
    numbering: Numbering,
) -> dict[str, Any]:
    known_by = fingerprint(finding)
    physical: dict[str, Any] = {"artifactLocation": _artifact(path)}
    if (where := region(finding, lines)) is not None:
        physical["region"] = {**_region(where), "snippet": {"text": finding.text}}
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.entry:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.entry}]
    says = finding.message + (f" {finding.advice}" if finding.advice else "")
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[str(finding.severity)],
        "message": {"text": says},
        "locations": [location],
        "partialFingerprints": {
            "primaryLocationLineHash": f"{known_by}:{numbering.next(known_by)}"
        },
    }
    fixes = [_fix(each, path, lines) for each in finding.suggestions if each.edits]
    if where is not None and fixes:
        result["fixes"] = fixes
    if suppressed is not None:
        kind = "external" if suppressed.by == "baseline" else "inSource"
        result["suppressions"] = [{"kind": kind}]
        if suppressed.reason:
            result["suppressions"][0]["justification"] = suppressed.reason
    return result


def _region(where: Region) -> dict[str, int]:
    return {
        "startLine": where.line,
        "startColumn": where.column,
        "endLine": where.end_line,
        "endColumn": where.end_column,
    }


def _fix(suggestion: Suggestion, path: str, lines: Lines | None) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(place), "insertedContent": {"text": edit.replacement}}
        for edit in suggestion.edits
        if (place := region(edit, lines)) is not None
    ]
    return {
        "description": {"text": suggestion.shown or "Leave the words out"},
        "artifactChanges": [
            {"artifactLocation": _artifact(path), "replacements": replacements}
        ],
    }  # fmt: skip


def _artifact(path: str) -> dict[str, str]:
    uri = quote(path, safe="/", errors="surrogatepass")
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    if path[1:2] == ":":  # a Windows drive
        return {"uri": f"file:///{path[:2]}{quote(path[2:], safe='/', errors='surrogatepass')}"}
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _rule(finding: Finding, look: Look) -> dict[str, Any]:
    category, _, name = finding.rule.partition(".")
    short = f"{category.capitalize()}: {name.replace('-', ' ')}"
    rationale = look.rationale(finding.rule) or finding.message
    more = f"More: servicetone explain {finding.rule}"
    advice = f"{finding.advice}\n\n" if finding.advice else ""
    return {
        "id": finding.rule,
        "name": "".join(part.capitalize() for part in finding.rule.replace(".", "-").split("-")),
        "shortDescription": {"text": short},
        "fullDescription": {"text": rationale},
        "help": {
            "text": f"{rationale}\n\n{advice}{more}",
            "markdown": f"{rationale}\n\n{advice}More: `servicetone explain {finding.rule}`",
        },
        "defaultConfiguration": {"level": _LEVELS[str(finding.severity)]},
        "properties": {
            "tags": [category],
            "problem.severity": _PROBLEMS[str(finding.severity)],
        },
    }  # fmt: skip


def _invocation(problems: list[Problem], look: Look) -> dict[str, Any]:
    notifications = []
    for problem in problems:
        notification: dict[str, Any] = {
            "level": "error" if problem.fatal else "note",
            "message": {"text": problem.message},
            "descriptor": {"id": problem.code},
        }
        if problem.path is not None:
            physical = {"artifactLocation": _artifact(repository_path(problem.path, look))}
            notification["locations"] = [{"physicalLocation": physical}]
        notifications.append(notification)
    return {
        "executionSuccessful": not any(problem.fatal for problem in problems),
        "toolExecutionNotifications": notifications,
    }
