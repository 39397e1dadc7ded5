"""``servicetone fix``: take warmer wordings over into files, or into text that is piped through."""

from __future__ import annotations

import sys

from servicetone.cli import options
from servicetone.cli.atomic import write_whole
from servicetone.cli.files import STDIN, find_files
from servicetone.cli.project import Project, check_codes, load_config
from servicetone.cli.work import Orders, Worker, reader_settings
from servicetone.errors import ServicetoneError
from servicetone.fixing import allowed, fix_state
from servicetone.model import Applicability, Edit, Finding, Severity
from servicetone.readers import Reading, read_bytes, read_file
from servicetone.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from servicetone.report import Report

DESCRIPTION = """\
Takes warmer wordings over into text. Only those that cannot change the meaning,
unless --unsafe asks for the others too: read the result then, a [blank] may be
waiting for you. A file keeps its encoding, line ends, escapes and permissions.

PATH is a file, a folder, or - for text that is piped through."""

EPILOG = """\
examples:
  servicetone fix --diff templates/          what would change
  servicetone fix templates/                 change it
  servicetone fix --unsafe - < draft.txt     the warm version, on the screen

exit code: 0 nothing more to change, 1 findings are left (with --diff: something
would change), 2 something went wrong"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.usage = "servicetone fix [PATH|-]... [OPTIONS]"
    parser.epilog = EPILOG
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, or -")
    parser.add_argument(
        "--unsafe", action="store_true", help="also wordings that a person should read"
    )
    parser.add_argument("--diff", action="store_true", help="only show what would change")
    options.add_language(parser, "sv, da, nb, nn, or no for either Norwegian (default: found out)")
    options.add_audience(parser, default=None)
    options.add_selection(parser)
    options.add_configuration(parser)
    options.add_exclusion(parser)
    parser.add_argument(
        "--stdin-filename", metavar="NAME", help="what to call piped text; .md makes it Markdown"
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 despite findings")
    parser.add_argument("--quiet", "-q", action="store_true", help="errors only")


class _Outcome(NamedTuple):
    """A file before and after."""

    before: Reading
    after: Reading
    data: bytes
    report: Report
    mended: tuple[Finding, ...]


def run(arguments: Namespace) -> int:
    """Fix what was asked for and return the exit code."""
    config = load_config(arguments.paths, arguments.config, isolated=arguments.isolated)
    project = Project(config, arguments.language, arguments.audience)
    orders = Orders(
        options.names(arguments.select) or config.select,
        options.names(arguments.ignore) or config.ignore,
        packs=tuple(map(project.at, config.packs)),
        entries=config.entries,
    )
    check_codes(config, orders.packs)
    worker = Worker(orders)
    force = arguments.force_exclude
    paths = find_files(arguments.paths or ["."], project, force_exclude=force)
    failed = changed = left = mended = unsafe = 0
    for path in paths:
        try:
            outcome = _fixed(path, worker, project, arguments)
            if arguments.diff:
                sys.stdout.writelines(_diff(path, outcome))
            elif path == STDIN:
                sys.stdout.buffer.write(outcome.data)
            elif outcome.mended:
                write_whole(path, outcome.data, unless_changed=outcome.before.file.rewritten(()))
        except ServicetoneError as error:
            from servicetone.cli.main import complain

            complain(error)
            failed += 1
            continue
        changed += bool(outcome.mended)
        mended += len(outcome.mended)
        left += len(outcome.report.at_or_above(Severity.WARNING))
        unsafe += sum(map(_has_unsafe, outcome.report.findings))
    if not arguments.quiet:
        print(_summary(arguments, mended, changed, left, unsafe), file=sys.stderr)
    if failed:
        return options.FAILED
    found = changed if arguments.diff else left
    return options.FOUND if found and not arguments.exit_zero else options.CLEAN


def _fixed(path: str, worker: Worker, project: Project, arguments: Namespace) -> _Outcome:
    if path == STDIN:
        path = arguments.stdin_filename or "<stdin>"
        data = sys.stdin.buffer.read()
    else:
        data = read_file(path)

    settings = project.settings(path)

    def read(data: bytes) -> Reading:
        reading = read_bytes(data, path, reader_settings(settings))
        document = reading.document._replace(
            audience=settings.audience,
            language=settings.language,
            placeholders=settings.placeholders,
        )
        return reading._replace(document=document)

    def check(state: tuple[Reading, bytes]) -> Report:
        return worker.report(state[0].document, settings)[0]

    def rewrite(state: tuple[Reading, bytes], edits: Sequence[Edit]) -> tuple[Reading, bytes]:
        from servicetone.readers.writing import write_back

        written = write_back(state[0], edits)
        return read(written.data), written.data

    before = read(data)
    applicabilities = allowed(unsafe=arguments.unsafe)
    (after, data), report, mended = fix_state((before, data), check, rewrite, applicabilities)
    return _Outcome(before, after, data, report, mended)


def _diff(path: str, outcome: _Outcome) -> list[str]:
    """Return the changes line by line, in the form that ``patch`` reads."""
    from difflib import unified_diff

    before, after = (
        each.document.text.splitlines(keepends=True) for each in (outcome.before, outcome.after)
    )
    lines = unified_diff(before, after, path, path)
    return [
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    ]


def _has_unsafe(finding: Finding) -> bool:
    return any(each.applicability is Applicability.UNSAFE for each in finding.suggestions)


def _summary(arguments: Namespace, mended: int, changed: int, left: int, unsafe: int) -> str:
    """Return one line on what was done and what is left."""
    verb = "would become" if arguments.diff else "became"
    places = f"{mended} place{'' if mended == 1 else 's'}"
    files = f"{changed} file{'' if changed == 1 else 's'}"
    said = f"{places} in {files} {verb} warmer" if mended else "nothing to change by itself"
    more = []
    if unsafe and not arguments.unsafe:
        more.append(f"{unsafe} more with --unsafe")
    if left:
        more.append(f"{left} left for you: servicetone draft goes through them")
    return "; ".join([said, *more])
