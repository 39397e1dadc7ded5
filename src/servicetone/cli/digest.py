"""``servicetone digest``: a page for the weekly meeting, in counts."""

from __future__ import annotations

import os

from servicetone.cli import options, screen
from servicetone.errors import ConfigError, ExtraError, TableError
from servicetone.lexicon.load import load_concepts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping

DESCRIPTION = """\
Makes a page for the weekly meeting from the findings of "servicetone scan":
findings by category and week, what could be said warmer, and warm moments.

It holds counts only: no names, no messages, and no number under five."""

EPILOG = """\
examples:
  servicetone scan mails.parquet -o findings.parquet --time sent_at --redact --warm
  servicetone digest findings.parquet
  servicetone digest findings.parquet -o week47.html --title "Week 47"

writes NAME.html and NAME.md beside it"""

_EXAMPLES = 10


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.usage = "servicetone digest FINDINGS [OPTIONS]"
    parser.epilog = EPILOG
    parser.add_argument("table", metavar="FINDINGS", help="a table that scan has written")
    parser.add_argument(
        "--output-file", "-o", metavar="PAGE", help="the page (default: FINDINGS with .html)"
    )
    parser.add_argument("--time", metavar="COLUMN", help="the column of times (default: found out)")
    parser.add_argument("--by", metavar="COLUMN", help="also count by this column, e.g. a team")
    parser.add_argument("--title", default="How we sound", help='heading (default: "How we sound")')
    parser.add_argument(
        "--examples", action="store_true", help="also show some of the words that were found"
    )
    parser.add_argument("--quiet", "-q", action="store_true", help="say nothing")


def run(arguments: Namespace) -> int:
    """Write the pages and return the exit code."""
    try:
        from servicetone.digest import charts, counts, page
        from servicetone.digest.read import examples, read_findings
    except ImportError:
        raise ExtraError("a digest", "digest") from None

    found = read_findings(arguments.table, arguments.time, arguments.by)
    digest = counts.count(found.rows, found.coverage, _wordings(), grouped=arguments.by is not None)
    if arguments.examples and "text" not in found.table.column_names:
        raise TableError(
            "these findings hold no words", path=arguments.table, hint="scan without --redact"
        )
    samples = examples(found.table, _EXAMPLES) if arguments.examples else []
    target = arguments.output_file or _stem(arguments.table) + ".html"
    if not target.endswith((".html", ".htm")):
        raise ConfigError("the page is HTML", hint="choose a name that ends in .html")
    drawings = {
        page.BY_WEEK: charts.stacked(digest.by_week),
        page.WARM: charts.stacked(digest.warm),
        page.RATE: charts.line(digest.per_hundred),
    }
    beside = _stem(target) + ".md"
    with screen.output(target, machine=True) as write:
        write(page.html(digest, arguments.title, drawings, samples))
    with screen.output(beside, machine=True) as write:
        write(page.markdown(digest, arguments.title, samples))
    if not arguments.quiet:
        print(f"{target} and {beside} are ready for the meeting")
    return options.CLEAN


def _stem(path: str) -> str:
    stem = path.removesuffix(".gz")
    return os.path.splitext(stem)[0]


def _wordings() -> Mapping[tuple[str, str], str]:
    """Return a warmer wording, or an advice, for each rule and language."""
    found: dict[tuple[str, str], str] = {}
    for concept in load_concepts():
        for language, rules in concept.rules.items():
            if advice := next((rule.advice for rule in rules if rule.advice), ""):
                found[concept.id, language] = advice
    return found
