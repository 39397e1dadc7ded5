"""``servicetone consistency``: translations of one text whose tone differs."""

from __future__ import annotations

import json
import sys

from servicetone.cli import options, screen
from servicetone.cli.files import find_files
from servicetone.cli.look import for_people
from servicetone.cli.project import Project, check_codes, load_config
from servicetone.cli.tally import Tally
from servicetone.cli.work import Orders, Worker, reader_settings
from servicetone.consistency import Colder, Version, colder, colder_to_dict, versions
from servicetone.errors import ReaderError
from servicetone.model import Severity
from servicetone.readers import read
from servicetone.report import lines_of, problem_of
from servicetone.terminal.cells import clean
from servicetone.terminal.style import BOLD, SEVERITY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from servicetone.terminal.style import Look

DESCRIPTION = """\
Compares the translations of one text: the same key in sv.json and da.json, the
same file in macros/sv/ and macros/nb/, source and target of a translation file.
Shows where one language is clearly colder than the others."""

EPILOG = """\
examples:
  servicetone consistency locales/
  servicetone consistency macros/ --output-format json

exit code: 0 nothing to tell, 1 a colder translation, 2 something went wrong"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.usage = "servicetone consistency PATH... [OPTIONS]"
    parser.epilog = EPILOG
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files and folders")
    options.add_audience(parser, default=None)
    options.add_selection(parser)
    parser.add_argument(
        "--output-format",
        type=options.one_of("--output-format", "full", "json"),
        default="full",
        metavar="FORMAT",
        help="full (default) or json",
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 despite findings")
    options.add_configuration(parser)
    parser.add_argument("--quiet", "-q", action="store_true", help="findings and errors only")


def run(arguments: Namespace) -> int:
    """Compare what was asked for and return the exit code."""
    config = load_config(arguments.paths, arguments.config, isolated=arguments.isolated)
    project = Project(config, None, arguments.audience)
    orders = Orders(
        options.names(arguments.select) or config.select,
        options.names(arguments.ignore) or config.ignore,
        packs=project.packs,
        entries=config.entries,
    )
    check_codes(config, orders.packs)
    paths = find_files(arguments.paths, project)
    tally = Tally(len(paths), arguments.paths, Severity.WARNING, quiet=arguments.quiet)
    found = colder(_versions(paths, project, Worker(orders), tally))
    tally.failing = len(found)
    machine = arguments.output_format == "json"
    with screen.output(None, machine=machine) as write:
        if machine:
            wire = {"version": 1, "colder": [colder_to_dict(each) for each in found]}
            write(json.dumps(wire, ensure_ascii=False, indent=1) + "\n")
        else:
            look = for_people(sys.stdout, "auto", explain=False, summary=not arguments.quiet)
            for each in found:
                write("\n".join(_told(each, look)) + "\n\n")
            if not found and not arguments.quiet:
                write("No translation is clearly colder than the others.\n")
    sys.stdout.flush()
    return tally.finish(strict=False, exit_zero=arguments.exit_zero)


def _versions(
    paths: list[str], project: Project, worker: Worker, tally: Tally
) -> Iterator[Version]:
    for number, path in enumerate(paths):
        tally.progress.step(number)
        settings = project.settings(path)
        try:
            document = read(path, reader_settings(settings)).document
        except ReaderError as error:
            tally.problems.append(problem_of(error, path))
            continue
        document = document._replace(audience=settings.audience, language=settings.language)
        report, _ = worker.report(document, settings)
        yield from versions(document, report, project.inside(path), lines_of(document))


def _told(one: Colder, look: Look) -> Iterator[str]:
    version = one.version
    name = f"{one.family}: {one.entry}" if one.entry else one.family
    others: dict[int, list[str]] = {}
    for each in one.siblings:
        others.setdefault(each.coldness, []).append(each.language)
    usual = ", ".join(
        f"{' '.join(sorted(set(languages)))} {points}"
        for points, languages in sorted(others.items())
    )
    yield look.paint(clean(name), BOLD)
    yield f"  {version.language} is colder than the others: {version.coldness} points ({usual})"
    for finding in version.findings:
        place = clean(version.path)
        if version.lines is not None:
            place = "{}:{}:{}".format(place, *version.lines.place(finding.start))
        severity = look.paint(str(finding.severity), SEVERITY[str(finding.severity)])
        yield f'  {place} {severity} {finding.rule} "{clean(finding.text)}"'
