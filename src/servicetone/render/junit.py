"""JUnit XML: a test suite for each file, a failed test for each finding that fails the run."""

from __future__ import annotations

from servicetone.model import Severity
from servicetone.report import Problem, lines_of
from servicetone.terminal.place import region, shown_path
from servicetone.terminal.xml import escape, tag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicetone.model import Finding
    from servicetone.report import Checked
    from servicetone.terminal.style import Look
    from servicetone.text.lines import Lines

FOR_PROGRAMS = True


def render(outcomes: Iterable[Checked | Problem], look: Look) -> Iterator[str]:
    """Yield a suite for each file; a file without findings is one test that passed.

    A finding that does not fail the run is a test that passed, with what it says as its output.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="servicetone">\n'
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            if outcome.fatal:
                yield _unread(outcome)
            continue
        path = shown_path(outcome.report.source, look)
        findings = outcome.report.findings
        lines = lines_of(outcome.document)
        failed = len(outcome.report.at_or_above(Severity(look.fail_on)))
        yield _suite(path, max(1, len(findings)), failed, 0)
        if not findings:
            yield "  " + tag("testcase", close=True, name="servicetone", classname=path) + "\n"
        for finding in findings:
            yield from _case(finding, path, lines, look)
        yield "</testsuite>\n"
    yield "</testsuites>\n"


def _suite(name: str, tests: int, failures: int, errors: int) -> str:
    return tag("testsuite", name=name, tests=tests, failures=failures, errors=errors) + "\n"


def _case(finding: Finding, path: str, lines: Lines | None, look: Look) -> Iterator[str]:
    where = region(finding, lines)
    place = f":{where.line}:{where.column}" if where else ""
    entry = f" in {finding.entry}" if finding.entry else ""
    says = [f'{path}{place}{entry}: "{finding.text}"']
    says += [f"Warmer: {each.shown}" for each in finding.suggestions]
    if finding.advice:
        says.append(f"Advice: {finding.advice}")
    body = escape("\n".join(says))
    yield "  " + tag("testcase", name=f"{finding.rule}{place}", classname=path) + "\n"
    if finding.severity.rank <= Severity(look.fail_on).rank:
        start = tag("failure", message=finding.message, type=f"{finding.severity}")
        yield f"    {start}{body}</failure>\n"
    else:
        yield f"    <system-out>{escape(finding.message)}&#10;{body}</system-out>\n"
    yield "  </testcase>\n"


def _unread(problem: Problem) -> str:
    name = problem.path or "<text>"
    return (
        _suite(name, 1, 0, 1)
        + f"  {tag('testcase', name='servicetone', classname=name)}\n"
        + f"    {tag('error', close=True, message=problem.message, type=problem.code)}\n"
        + "  </testcase>\n</testsuite>\n"
    )
