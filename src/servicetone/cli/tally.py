"""What a run adds up to: problems to tell, findings that fail it, an exit code."""

from __future__ import annotations

import os
import sys
from collections import Counter

from servicetone.cli import options, screen
from servicetone.errors import ParserError
from servicetone.report import Checked, Problem, lines_of, note_problems

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicetone.model import Severity

_NOTES_SHOWN = 10
_EXTRA = ParserError.code


class Tally:
    """Counts the outcomes of a run as they pass by."""

    def __init__(
        self,
        files: int,
        named: Iterable[str],
        fail_on: Severity,
        *,
        quiet: bool,
        complete: bool = False,
    ) -> None:
        """Begin a run over so many ``files``; problems in those that are ``named`` weigh more.

        With ``complete`` a run fails where a checklist has an open item.
        """
        self.progress = screen.Progress(files, quiet=quiet)
        self.failing = 0
        self.problems: list[Problem] = []
        self._fail_on = fail_on
        self._quiet = quiet
        self._complete = complete
        self._named = set(map(os.path.normpath, named))

    def progressing(self, outcomes: Iterable[Checked | Problem]) -> Iterator[Checked | Problem]:
        """Pass outcomes on, and show a waiting person how far it is."""
        done = 0
        for outcome in outcomes:
            self.progress.step(done)
            done += isinstance(outcome, Checked) or outcome.fatal
            yield outcome

    def counted(self, outcomes: Iterable[Checked | Problem]) -> Iterator[Checked | Problem]:
        """Pass outcomes on and count what they say."""
        for outcome in outcomes:
            if isinstance(outcome, Problem):
                self.problems.append(outcome)
            else:
                report = outcome.report
                self.failing += len(report.at_or_above(self._fail_on))
                if self._complete:
                    self.failing += sum(not each.is_done for each in report.checklist)
                if report.notes:
                    self.problems += note_problems(report, lines_of(outcome.document))
            yield outcome

    def finish(self, *, strict: bool, exit_zero: bool) -> int:
        """Print errors and notes on standard error and return the exit code.

        A file that cannot be read fails the run if it was named, or if the run is ``strict``.
        """
        self.progress.clear()
        _report(self.problems, quiet=self._quiet)
        for problem in self.problems:
            if problem.fatal and (strict or os.path.normpath(problem.path or "") in self._named):
                return options.FAILED
        return options.FOUND if self.failing and not exit_zero else options.CLEAN


def _report(problems: list[Problem], *, quiet: bool) -> None:
    """Print errors, and notes up to a bearable number."""
    notes = [problem for problem in problems if not problem.fatal]
    for problem in [] if quiet else notes[:_NOTES_SHOWN]:
        print(f"note: {_place(problem)}{problem.message}", file=sys.stderr)
    if len(notes) > _NOTES_SHOWN and not quiet:
        print(f"note: and {len(notes) - _NOTES_SHOWN} more notes like these", file=sys.stderr)
    missing = Counter(problem.message for problem in problems if problem.code == _EXTRA)
    for problem in problems:
        if problem.fatal:
            # A package that is missing is told once, however many files ask for it.
            same = missing.pop(problem.message, 0) if problem.code == _EXTRA else 1
            if not same:
                continue
            more = f" (and {same - 1} more files)" if same > 1 else ""
            print(f"error: {_place(problem)}{problem.message}{more}", file=sys.stderr)
            if problem.hint:
                print(f"  hint: {problem.hint}", file=sys.stderr)


def _place(problem: Problem) -> str:
    # A note on the first line is nearly always one on the whole file.
    line = problem.line if problem.fatal or (problem.line or 1) > 1 else None
    parts = (problem.path, line)
    return "".join(f"{part}:" for part in parts if part is not None) + " " * bool(problem.path)
