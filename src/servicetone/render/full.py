"""What a person reads: each finding with its words underlined, what they say, what says it better."""

from __future__ import annotations

from servicetone.report import Checked, Problem
from servicetone.terminal.cells import clean, width, wrap
from servicetone.terminal.style import BOLD, SEVERITY
from servicetone.terminal.warmth import warmth
from servicetone.text.lines import Lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicetone.model import Document, Finding, Vetoed
    from servicetone.terminal.style import Look

_INDENT = "  "
_DELETED = "(without these words)"
_REASONS = {
    "negated": "it says the opposite",
    "self": "it is about the writer, not the reader",
    "thing": "it is about a thing, not a person",
    "hypothetical": "it is only imagined",
    "answered": "a reason or a way on follows",
    "quoted": "it quotes somebody else's words",
    "meta": "it talks about the wording instead of using it",
    "history": "it is an earlier message in the thread",
    "code": "it is code",
    "url": "it is a web address",
    "email": "it is an e-mail address",
    "placeholder": "it is a placeholder",
    "exception": "the rule makes an exception here",
    "name": "it is written like a name",
    "covered": "another finding says more about these words",
}


def render(outcomes: Iterable[Checked | Problem], look: Look) -> Iterator[str]:
    """Yield every finding with its excerpt, and at the end one line that sums up."""
    files = unread = 0
    with_findings = 0
    severities: dict[str, int] = {}
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            unread += outcome.fatal
            continue
        files += 1
        report = outcome.report
        with_findings += bool(report.findings)
        if not (report.findings or (look.explain and report.vetoed) or report.checklist):
            continue
        document, path = outcome.document, clean(report.source or "<text>")
        lines = Lines(document.text)
        for finding in report.findings:
            severities[str(finding.severity)] = severities.get(str(finding.severity), 0) + 1
            yield _finding(finding, path, document, lines, look)
        if look.explain:
            for vetoed in _once(report.vetoed):
                yield _vetoed(vetoed, path, document, lines, look)
        if report.markers or report.checklist:
            yield warmth(report, path, look)
    if look.summary:
        yield look.paint(_summary(files, with_findings, severities, unread), BOLD) + "\n"


def _finding(finding: Finding, path: str, document: Document, lines: Lines, look: Look) -> str:
    color = SEVERITY[str(finding.severity)]
    severity = look.paint(str(finding.severity), BOLD, color)
    rows = [_header(finding, path, severity, lines if document.located else None, look)]
    rows += _excerpt(finding, document, lines, look, color)
    rows += _labelled("", finding.message, look)
    for index, suggestion in enumerate(finding.suggestions):
        rows += _labelled("    or: " if index else "Warmer: ", suggestion.shown or _DELETED, look)
    if finding.advice:
        rows += _labelled("Advice: ", finding.advice, look)
    return "\n".join(rows) + "\n\n"


def _vetoed(vetoed: Vetoed, path: str, document: Document, lines: Lines, look: Look) -> str:
    kind = look.paint("left alone", BOLD)
    rows = [_header(vetoed.finding, path, kind, lines if document.located else None, look)]
    rows += _excerpt(vetoed.finding, document, lines, look)
    reason = _REASONS.get(vetoed.reason, vetoed.reason)
    evidence = f" ({vetoed.evidence})" if vetoed.evidence else ""
    rows += _labelled("Why: ", reason + evidence, look)
    return "\n".join(rows) + "\n\n"


def _once(vetoed: Iterable[Vetoed]) -> Iterator[Vetoed]:
    """Yield what reads the same only once: two patterns of a rule may match the same words."""
    seen = set()
    for each in vetoed:
        key = each.finding.rule, each.finding.start, each.finding.end, each.reason
        if key not in seen:
            seen.add(key)
            yield each


def _header(finding: Finding, path: str, kind: str, lines: Lines | None, look: Look) -> str:
    place = ":{}:{}".format(*lines.place(finding.start)) if lines else ""
    entry = f" in {clean(finding.entry)}" if finding.entry else ""
    return f"{look.paint(path + place, BOLD)} {kind} {finding.rule}{entry}"


def _excerpt(
    finding: Finding, document: Document, lines: Lines, look: Look, color: str | None = None
) -> Iterator[str]:
    from servicetone.terminal.excerpt import excerpt  # most runs find nothing to show

    last, _ = lines.place(max(finding.start, finding.end - 1))
    gutter = len(str(last)) if document.located else 0
    cells = max(20, look.width - len(_INDENT) - gutter - 3)
    for row in excerpt(document.text, lines, finding.start, finding.end, cells):
        number = "" if row.line is None or not document.located else str(row.line)
        yield f"{_INDENT}{number:>{gutter}} | {row.text}".rstrip()
        if row.underline:
            lead = len(row.underline) - len(row.underline.lstrip())
            mark = row.underline[lead:]
            marked = look.paint(mark, BOLD, color) if color else mark
            yield f"{_INDENT}{'':>{gutter}} | {row.underline[:lead]}{marked}"


def _labelled(label: str, text: str, look: Look) -> Iterator[str]:
    """Yield ``label`` and ``text`` wrapped to the width, further lines under the text."""
    room = max(20, look.width - len(_INDENT) - width(label))
    for index, line in enumerate(wrap(clean(text), room)):
        yield _INDENT + (" " * width(label) if index else look.paint(label, BOLD)) + line


def _summary(files: int, with_findings: int, severities: dict[str, int], unread: int) -> str:
    if not files:
        summary = "Nothing to check."
    elif not with_findings:
        summary = f"All clear: {_count(files, 'file')}, nothing to change."
    else:
        kinds = [
            _count(severities[name], name)
            for name in SEVERITY
            if severities.get(name) and name != "info"
        ]
        if severities.get("info"):
            kinds.append(f"{severities['info']} info")
        of = "" if files == with_findings else f" of {files}"
        summary = (
            f"{_count(sum(severities.values()), 'finding')} in "
            f"{_count(with_findings, 'file') if not of else f'{with_findings}{of} files'}: "
            f"{', '.join(kinds)}."
        )
    return summary + (f" {_count(unread, 'file')} could not be read." if unread else "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
