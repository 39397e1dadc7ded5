"""``servicetone check``: look through files, folders or piped text."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

from servicetone.checker import Checker
from servicetone.cli import options, screen
from servicetone.cli.files import STDIN, find_files
from servicetone.cli.look import for_people, for_programs
from servicetone.errors import ReaderError
from servicetone.model import Severity
from servicetone.readers import read, read_bytes
from servicetone.render import formats, is_for_programs, renderer
from servicetone.report import Checked, Problem, problem_of

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

DESCRIPTION = """\
Looks through text and shows wording that may land as cold or dismissive,
with what the reader hears and warmer words to use instead.

PATH is a file of any kind of text, a folder (its .txt, .md and .markdown files
are read) or - for text that is piped in. Without PATH, piped text is checked;
if nothing is piped in, the current folder is."""

EPILOG = """\
examples:
  servicetone check mail.txt
  servicetone check templates/ --language nb --fail-on error
  servicetone check notes/ --audience internal
  servicetone check - --output-format concise < draft.txt

exit code: 0 nothing to change, 1 findings, 2 something went wrong"""

_NOTES_SHOWN = 10


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.usage = "servicetone check [PATH|-]... [OPTIONS]"
    parser.epilog = EPILOG
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, or -")
    options.add_language(parser, "sv, da, nb, nn, or no for either Norwegian (default: found out)")
    options.add_audience(parser)
    parser.add_argument(
        "--output-format",
        type=options.one_of("--output-format", *formats()),
        default="full",
        metavar="FORMAT",
        help=f"{', '.join(formats())} (default: full)",
    )
    parser.add_argument(
        "--output-file", "-o", metavar="FILE", help="write there instead of on the screen"
    )
    options.add_selection(parser)
    parser.add_argument(
        "--fail-on",
        type=options.one_of("--fail-on", *(str(each) for each in Severity)),
        default=str(Severity.WARNING),
        metavar="SEVERITY",
        help="exit with 1 from this on: error, warning (default) or info",
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 despite findings")
    parser.add_argument(
        "--stdin-filename", metavar="NAME", help="what to call piped text; .md makes it Markdown"
    )
    parser.add_argument(
        "--messages",
        type=options.one_of("--messages", "en"),
        metavar="en",
        help="messages in English (default: in the language of the text)",
    )
    parser.add_argument(
        "--explain", action="store_true", help="also show what was left alone, and why"
    )
    parser.add_argument(
        "--color",
        type=options.one_of("--color", *screen.COLOR_CHOICES),
        default="auto",
        metavar="WHEN",
        help="auto (default), always or never",
    )
    parser.add_argument("--quiet", "-q", action="store_true", help="findings and errors only")


def run(arguments: Namespace) -> int:
    """Check what was asked for and return the exit code."""
    checker = Checker(
        select=options.names(arguments.select),
        ignore=options.names(arguments.ignore),
        messages=arguments.messages,
        explain=arguments.explain,
    )
    piped = None if arguments.paths else _piped_text()
    paths = [STDIN] if piped else find_files(arguments.paths or ["."])
    if not paths and not arguments.quiet:
        where = " ".join(arguments.paths) or "the current folder"
        print(f"note: there is no text file to check in {where}", file=sys.stderr)
    run = _Run(checker, arguments, paths, piped)
    render = renderer(arguments.output_format)
    machine = is_for_programs(arguments.output_format)
    if machine:
        look = for_programs(explain=arguments.explain, fail_on=arguments.fail_on, baseline=False)
    else:
        to_screen = sys.stdout if arguments.output_file is None else None
        summary = not arguments.quiet
        look = for_people(to_screen, arguments.color, explain=arguments.explain, summary=summary)
    with screen.output(arguments.output_file, machine=machine) as write:
        for piece in render(run.outcomes(), look):
            run.progress.clear()
            write(piece)
    sys.stdout.flush()
    run.progress.clear()
    _report_problems(run.problems, quiet=arguments.quiet)
    if any(problem.fatal for problem in run.problems):
        return options.FAILED
    return options.FOUND if run.failing and not arguments.exit_zero else options.CLEAN


class _Run:
    """One run over the paths: what came of each, counted on the way to the renderer."""

    def __init__(
        self, checker: Checker, arguments: Namespace, paths: list[str], piped: bytes | None
    ) -> None:
        self.checker = checker
        self.arguments = arguments
        self.paths = paths
        self.piped = piped
        self.progress = screen.Progress(len(paths), quiet=arguments.quiet)
        self.problems: list[Problem] = []
        self.failing = 0

    def outcomes(self) -> Iterator[Checked | Problem]:
        """Read and check one file at a time."""
        fail_on = Severity(self.arguments.fail_on)
        for done, path in enumerate(self.paths):
            self.progress.step(done)
            for outcome in self._file(path):
                if isinstance(outcome, Problem):
                    self.problems.append(outcome)
                else:
                    self.failing += len(outcome.report.at_or_above(fail_on))
                    source = outcome.report.source
                    self.problems.extend(
                        Problem(note.code, note.message, path=source)
                        for note in outcome.report.notes
                    )
                yield outcome

    def _file(self, path: str) -> Iterator[Checked | Problem]:
        try:
            if path == STDIN:
                name = self.arguments.stdin_filename or "<stdin>"
                data = _read_stdin() if self.piped is None else self.piped
                document, _, notes = read_bytes(data, name)
            else:
                document, _, notes = read(path)
        except ReaderError as error:
            yield problem_of(error, path)
            return
        for note in notes:
            yield Problem(note.code, note.message, path=document.source)
        document = document._replace(
            audience=self.arguments.audience, language=self.arguments.language
        )
        yield Checked(document, self.checker.check_document(document))


def _report_problems(problems: list[Problem], *, quiet: bool) -> None:
    """Print errors, and notes up to a bearable number, on standard error."""
    notes = [problem for problem in problems if not problem.fatal]
    for problem in [] if quiet else notes[:_NOTES_SHOWN]:
        print(f"note: {problem.path}: {problem.message}", file=sys.stderr)
    if len(notes) > _NOTES_SHOWN and not quiet:
        print(f"note: and {len(notes) - _NOTES_SHOWN} more notes like these", file=sys.stderr)
    for problem in problems:
        if problem.fatal:
            place = problem.path if problem.line is None else f"{problem.path}:{problem.line}"
            print(f"error: {place}: {problem.message}", file=sys.stderr)
            if problem.hint:
                print(f"  hint: {problem.hint}", file=sys.stderr)


def _piped_text() -> bytes | None:
    """Return what was piped in or redirected, None where nothing was.

    A socket or a terminal as standard input may wait forever, so they are not read unasked.
    """
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (AttributeError, OSError, ValueError):
        return None
    if not (stat.S_ISFIFO(mode) or stat.S_ISREG(mode)):
        return None
    return sys.stdin.buffer.read() or None


def _read_stdin() -> bytes:
    if sys.stdin is None:
        return b""
    if sys.stdin.isatty():
        end = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
        print(f"Type or paste the text, then press {end} on a new line:", file=sys.stderr)
    return sys.stdin.buffer.read()
