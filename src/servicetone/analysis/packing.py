"""Reports as plain lists, for documents that are stored or sent to another process."""

from __future__ import annotations

from typing import Any

from servicetone.model import (
    Applicability,
    Category,
    Finding,
    Note,
    Severity,
    Span,
    Suggestion,
)
from servicetone.report import Report


def pack(report: Report) -> dict[str, Any]:
    """Return ``report`` as strings, numbers, lists and dicts; the text is left out."""
    return {
        "source": report.source,
        "language": report.language,
        "audience": report.audience,
        "findings": [
            {
                **finding._asdict(),
                "category": str(finding.category),
                "severity": str(finding.severity),
                "suggestions": [
                    [each.span.start, each.span.end, each.replacement, str(each.applicability)]
                    for each in finding.suggestions
                ],
            }
            for finding in report.findings
        ],
        "notes": [list(note) for note in report.notes],
    }


def unpack(packed: dict[str, Any], text: str) -> Report:
    """Return the report that ``pack`` was given, on ``text``; vetoed matches are not kept."""
    return Report(
        source=packed["source"],
        language=packed["language"],
        audience=packed["audience"],
        findings=tuple(_finding(each) for each in packed["findings"]),
        notes=tuple(Note(*note) for note in packed["notes"]),
        text=text,
    )


def _finding(packed: dict[str, Any]) -> Finding:
    values = {
        **packed,
        "category": Category(packed["category"]),
        "severity": Severity(packed["severity"]),
        "suggestions": tuple(
            Suggestion(Span(start, end), replacement, Applicability(applicability))
            for start, end, replacement, applicability in packed["suggestions"]
        ),
    }
    return Finding(**values)
