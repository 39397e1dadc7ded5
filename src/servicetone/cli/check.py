"""``servicetone check``: look through files, folders or piped text."""

from __future__ import annotations

import os
import sys

from servicetone.cli import options, screen
from servicetone.cli.adoption import on_changed_lines, without_known, write_baseline
from servicetone.cli.files import STDIN, find_files
from servicetone.cli.look import for_people, for_programs
from servicetone.cli.piped import piped_text, read_stdin
from servicetone.cli.project import Project, check_codes, load_config, unused_entries
from servicetone.cli.run import Runner
from servicetone.cli.tally import Tally
from servicetone.cli.work import Orders, Task
from servicetone.errors import ConfigError
from servicetone.model import Checklist, Severity
from servicetone.render import formats, is_for_programs, renderer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from servicetone.cli.cache import Cache
    from servicetone.report import Checked, Problem
    from servicetone.terminal.style import Look

DESCRIPTION = """\
Looks through text and shows wording that may land as cold or dismissive,
with what the reader hears and warmer words to use instead.

PATH is a file of any kind of text, a folder (files of the known formats in it
are read) or - for text that is piped in. Without PATH, piped text is checked;
if nothing is piped in, the current folder is. A servicetone.toml says more
about files; servicetone init writes one."""

EPILOG = """\
examples:
  servicetone check mail.txt
  servicetone check templates/ --language nb --fail-on error
  servicetone check notes/ --audience internal
  servicetone check --diff origin/main --output-format github
  servicetone check - --output-format concise < draft.txt

exit code: 0 nothing to change, 1 findings, 2 something went wrong"""

_FEW = 20
_SMALL = 100_000
"""So few files of so few bytes are checked before a cache could be opened."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.usage = "servicetone check [PATH|-]... [OPTIONS]"
    parser.epilog = EPILOG
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, or -")
    options.add_language(parser, "sv, da, nb, nn, or no for either Norwegian (default: found out)")
    options.add_audience(parser, default=None)
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
        metavar="SEVERITY",
        help="exit with 1 from this on: error, warning (default) or info",
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 despite findings")
    parser.add_argument(
        "--strict", action="store_true", help="exit with 2 if any file could not be read"
    )
    _add_adoption(parser)
    options.add_configuration(parser)
    options.add_exclusion(parser)
    parser.add_argument(
        "--stdin-filename", metavar="NAME", help="what to call piped text; .md makes it Markdown"
    )
    options.add_messages(parser)
    parser.add_argument(
        "--explain", action="store_true", help="also show what was left alone, and why"
    )
    parser.add_argument(
        "--checklist",
        action="store_true",
        help="also show what is already good, and what a reply to a customer may still lack",
    )
    parser.add_argument(
        "--jobs", "-j", type=options.count("--jobs"), default=0, metavar="N",
        help="processes to use (default: as many as there are processors, if it pays)",
    )  # fmt: skip
    parser.add_argument("--no-cache", action="store_true", help="check every file anew")
    parser.add_argument(
        "--color",
        type=options.one_of("--color", *screen.COLOR_CHOICES),
        default="auto",
        metavar="WHEN",
        help="auto (default), always or never",
    )
    parser.add_argument("--quiet", "-q", action="store_true", help="findings and errors only")


def _add_adoption(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--baseline", metavar="FILE", help="say nothing of the findings that are listed there"
    )
    parser.add_argument(
        "--write-baseline", metavar="FILE", help="list all findings there, for --baseline"
    )
    parser.add_argument(
        "--diff", metavar="REF", help="only lines that changed since a git branch, tag or commit"
    )
    parser.add_argument(
        "--statistics", action="store_true", help="which macros and rules have most findings"
    )


def run(arguments: Namespace) -> int:
    """Check what was asked for and return the exit code."""
    config = load_config(arguments.paths, arguments.config, isolated=arguments.isolated)
    own = filter(None, (arguments.baseline, arguments.write_baseline, arguments.output_file))
    project = Project(config, arguments.language, arguments.audience, tuple(own))
    orders = Orders(
        options.names(arguments.select) or config.select,
        options.names(arguments.ignore) or config.ignore,
        arguments.messages or config.messages,
        arguments.explain,
        project.packs,
        config.entries,
        _checklist(arguments, project),
        arguments.checklist or config.checklist is not None,
    )
    check_codes(config, orders.packs)
    changes = None
    if arguments.diff is not None:
        from servicetone.cli.git import changes_since

        changes = changes_since(arguments.diff)
    paths, given = _paths(arguments, project)
    if changes is not None:
        paths = [path for path in paths if changes.holds(path)]
    keep = _cache(project, orders) if _is_much(paths) and not arguments.no_cache else None
    runner = Runner(orders, jobs=arguments.jobs, cache=keep, given=given)
    fail_on = Severity(arguments.fail_on or config.fail_on)
    tally = Tally(
        len(paths),
        {*arguments.paths, *given},
        fail_on,
        quiet=arguments.quiet,
        complete=orders.checklist is not None and orders.checklist.required,
    )
    tasks = (Task(path, project.settings(path)) for path in paths)
    outcomes = tally.progressing(runner.outcomes(tasks))
    known = _baseline(arguments, project)
    if changes is not None:
        outcomes = on_changed_lines(outcomes, changes)
    if arguments.write_baseline is not None:
        write_baseline(arguments.write_baseline, tally.counted(outcomes), quiet=arguments.quiet)
        tally.failing = 0
    else:
        if known is not None:
            outcomes = without_known(outcomes, known, tally)
        look = _look(arguments, project, fail_on, baseline=known is not None)
        _show(tally.counted(outcomes), arguments, look, tally)
    runner.save()
    if changes is None and not arguments.select and project.is_whole(arguments.paths):
        tally.problems += unused_entries(config, runner.entries)
    return tally.finish(strict=arguments.strict, exit_zero=arguments.exit_zero)


def _checklist(arguments: Namespace, project: Project) -> Checklist | None:
    """Return what to ask of replies: asked for, configured, or shown beside findings."""
    path = project.config.checklist
    if path is not None:
        from servicetone.warm import decode_checklist

        return decode_checklist(_text_of(project.at(path)), path)
    return Checklist() if arguments.checklist or arguments.output_format == "full" else None


def _text_of(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ConfigError(f"the checklist cannot be read: {reason}", path=path) from None


def _paths(arguments: Namespace, project: Project) -> tuple[list[str], dict[str, bytes]]:
    """Return what to check, and the content of what is no file, by its name."""
    piped = None if arguments.paths else piped_text()
    if piped is None:
        force = arguments.force_exclude
        paths = find_files(arguments.paths or ["."], project, force_exclude=force)
    else:
        paths = [STDIN]
    if not paths and not arguments.quiet:
        where = " ".join(arguments.paths) or "the current folder"
        print(f"note: there is no text file to check in {where}", file=sys.stderr)
    if STDIN not in paths:
        return paths, {}
    name = arguments.stdin_filename or "<stdin>"
    text = read_stdin() if piped is None else piped
    return [name if path == STDIN else path for path in paths], {name: text}


def _is_much(paths: list[str]) -> bool:
    return len(paths) >= _FEW or sum(map(os.path.getsize, filter(os.path.isfile, paths))) > _SMALL


def _cache(project: Project, orders: Orders) -> Cache:
    from servicetone.cli.cache import Cache, stamp_of
    from servicetone.lexicon.load import lexicon_stamp

    folder = project.config.folder or os.getcwd()
    return Cache(folder, orders, f"{lexicon_stamp()} {stamp_of(orders.packs)}")


def _baseline(arguments: Namespace, project: Project) -> str | None:
    """Return the path of the baseline to use; a new one is written without regard to the old."""
    if arguments.write_baseline is not None:
        if arguments.diff is not None:
            raise options.UsageError(
                "--write-baseline lists all findings, --diff shows only some",
                hint="leave one of them out",
            )
        return None
    if arguments.baseline is not None:
        chosen: str = arguments.baseline
        return chosen
    return project.at(project.config.baseline) if project.config.baseline else None


def _look(arguments: Namespace, project: Project, fail_on: Severity, *, baseline: bool) -> Look:
    explain = arguments.explain
    if is_for_programs(arguments.output_format):
        return for_programs(
            explain=explain, fail_on=str(fail_on), baseline=baseline, packs=project.packs
        )
    to_screen = sys.stdout if arguments.output_file is None else None
    return for_people(to_screen, arguments.color, explain=explain, summary=not arguments.quiet)


def _show(
    outcomes: Iterator[Checked | Problem], arguments: Namespace, look: Look, tally: Tally
) -> None:
    machine = is_for_programs(arguments.output_format)
    render = renderer(arguments.output_format)
    if arguments.statistics:
        from servicetone.statistics import render_json, render_table

        render = render_json if machine else render_table
    with screen.output(arguments.output_file, machine=machine) as write:
        for piece in render(outcomes, look):
            tally.progress.clear()
            write(piece)
    sys.stdout.flush()
