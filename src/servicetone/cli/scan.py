"""``servicetone scan``: look through a table of messages, however large."""

from __future__ import annotations

import json
import os
import sys
import time

from servicetone import __version__
from servicetone.checker import Checker
from servicetone.cli import options
from servicetone.errors import ConfigError, ExtraError, TableError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Any

    from servicetone.tables.scan import Progress

DESCRIPTION = """\
Looks through a table of messages and writes a table of findings.

TABLE is a .parquet, .csv, .tsv or .jsonl file; the text files may be gzipped
(.csv.gz). Memory stays flat, whatever its size. A scan that was stopped goes on
where it was when the same command is given again. The table of findings
appears when the scan is through; until then its parts lie in OUTPUT.parts."""

EPILOG = """\
examples:
  servicetone scan messages.parquet -o findings.parquet --text body --language sv
  servicetone scan chat.csv.gz -o findings.csv --text message --language lang --id ticket
  servicetone scan mails.jsonl -o findings.parquet --redact --warm --time sent_at

exit code: 0 done (with or without findings), 2 something went wrong"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.usage = "servicetone scan TABLE -o OUTPUT [OPTIONS]"
    parser.epilog = EPILOG
    parser.add_argument("table", metavar="TABLE", help="the table of messages")
    parser.add_argument(
        "--output-file", "-o", required=True, metavar="OUTPUT",
        help="the table of findings: .parquet, .csv, .jsonl (.csv.gz, .jsonl.gz)",
    )  # fmt: skip
    parser.add_argument(
        "--text", metavar="COLUMN", help="the column of text (default: text, body, message …)"
    )
    parser.add_argument(
        "--language", metavar="COLUMN|LANG",
        help="a column of languages, or one for all: sv, da, nb, nn, no (default: found out)",
    )  # fmt: skip
    parser.add_argument(
        "--audience", metavar="COLUMN|WHO",
        help="a column, or one for all: customer (default) or internal",
    )  # fmt: skip
    parser.add_argument("--id", metavar="COLUMN", help="a column to carry over: what the row is")
    parser.add_argument(
        "--time", metavar="COLUMN", help="a column to carry over: when it was written"
    )
    parser.add_argument(
        "--keep", action="append", default=[], metavar="COLUMNS",
        help="more columns to carry over; several with commas",
    )  # fmt: skip
    options.add_selection(parser)
    options.add_messages(parser)
    parser.add_argument(
        "--redact", action="store_true",
        help="keep no words: only rule, category, place and the columns carried over",
    )  # fmt: skip
    parser.add_argument(
        "--warm", action="store_true", help="count warm moments as well, for the digest (slower)"
    )
    parser.add_argument(
        "--jobs",
        "-j",
        type=_jobs,
        default=1,
        metavar="N",
        help="processes (default: 1; 0: one a core)",
    )
    parser.add_argument(
        "--restart", action="store_true", help="forget what an earlier run has done"
    )
    parser.add_argument("--quiet", "-q", action="store_true", help="no progress, no summary")


def run(arguments: Namespace) -> int:
    """Scan the table and return the exit code."""
    # Arrow's own allocator keeps tens of megabytes that it has freed; the choice is made at import.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    try:
        from servicetone.tables.columns import choose
        from servicetone.tables.scan import Task, scan
        from servicetone.tables.sink import Parts
        from servicetone.tables.source import open_source
    except ImportError:
        raise ExtraError("scanning tables", "tables") from None

    source = open_source(arguments.table)
    if _same_file(arguments.table, arguments.output_file):
        raise ConfigError("the findings would overwrite the table", hint="choose another OUTPUT")
    keep = [arguments.id, arguments.time, *options.names(arguments.keep)]
    try:
        columns = choose(
            source.schema, arguments.text, arguments.language, arguments.audience,
            [name for name in keep if name],
        )  # fmt: skip
    except TableError as error:
        raise TableError(error.message, path=arguments.table, hint=error.hint) from None
    task = Task(
        columns, options.names(arguments.select), options.names(arguments.ignore),
        arguments.messages, arguments.redact,
        arguments.warm, arguments.time,
    )  # fmt: skip
    Checker(select=task.select, ignore=task.ignore)  # a slip in a name stops the run here
    parts = Parts(arguments.output_file, _identity(arguments.table, task))
    try:
        skip = parts.resume(restart=arguments.restart)
        bar = _Bar(quiet=arguments.quiet, resumed=skip > 0)
        try:
            scan(source, task, parts, jobs=arguments.jobs, skip=skip, tell=bar.tell)
        finally:
            bar.close()
            parts.tidy()
        from servicetone.tables.annotate import findings_schema

        schema = findings_schema(columns, source.schema, numbered=True, redact=task.redact)
        facts = parts.finish(schema, {"servicetone": __version__, "redacted": task.redact})
    except KeyboardInterrupt:
        print("\nstopped. Nothing is lost: give the same command again to go on.", file=sys.stderr)
        raise
    except OSError as error:
        raise TableError(
            f"the findings cannot be written: {error.strerror or error}",
            path=arguments.output_file,
            hint="make room, then give the same command again: what is done by now is kept"
            if parts.begun()
            else "check that the folder exists and that you may write there",
        ) from None
    if not arguments.quiet:
        coverage: dict[str, int] = facts["coverage"]
        messages = sum(n for name, n in coverage.items() if not name.startswith("warm|"))
        print(f"{messages:,} messages looked through, findings in {arguments.output_file}")
    return options.CLEAN


def _identity(path: str, task: Any) -> dict[str, Any]:
    """Return what must be the same for a scan to go on: the file as it is, and the settings."""
    status = os.stat(path)
    settings = {
        name: value._asdict() if hasattr(value, "_asdict") else value
        for name, value in task._asdict().items()
    }
    identity = {
        "table": os.path.abspath(path), "size": status.st_size, "changed": status.st_mtime_ns,
        "servicetone": __version__, "settings": settings,
    }  # fmt: skip
    return dict(json.loads(json.dumps(identity)))


def _same_file(one: str, other: str) -> bool:
    return os.path.exists(other) and os.path.samefile(one, other)


def _jobs(value: str) -> int:
    if not value.isdecimal():
        raise ConfigError(f"--jobs cannot be {value!r}", hint="say how many processes, e.g. 2")
    return int(value) or os.cpu_count() or 1


class _Bar:
    """A progress bar on standard error, where a terminal is watching."""

    def __init__(self, *, quiet: bool, resumed: bool) -> None:
        from tqdm import tqdm

        watched = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._bar = tqdm(
            total=1.0,
            disable=not watched,
            leave=False,
            bar_format="{percentage:3.0f} %|{bar}| {elapsed}, about {remaining} left{postfix}",
        )
        if resumed and not quiet:
            print("going on where the last run stopped", file=sys.stderr)
        self._begun = time.monotonic()

    def tell(self, progress: Progress) -> None:
        """Show how far the scan is."""
        rate = progress.messages / max(1e-9, time.monotonic() - self._begun)
        self._bar.set_postfix_str(
            f"{rate:,.0f} messages/s, {progress.findings:,} findings", refresh=False
        )
        self._bar.update(progress.share - self._bar.n)

    def close(self) -> None:
        """Take the bar away."""
        self._bar.close()
