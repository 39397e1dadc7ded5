"""``servicetone draft``: go through one text on the screen and pick warmer wordings."""

from __future__ import annotations

import os
import sys

from servicetone import drafting
from servicetone.cli import clipboard, options, screen
from servicetone.cli.atomic import write_whole
from servicetone.cli.piped import read_stdin
from servicetone.cli.project import Project, check_codes, load_config
from servicetone.cli.work import Orders, Worker
from servicetone.errors import ConfigError, ExtraError
from servicetone.fixing import fix
from servicetone.model import Edit
from servicetone.readers import Reading, read_bytes, read_file
from servicetone.records import NamedTuple
from servicetone.wording.template import has_blank

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from servicetone.checker import Checker
    from servicetone.config.settings import FileSettings
    from servicetone.drafting import Draft
    from servicetone.model import Finding

DESCRIPTION = """\
Shows a mail or a message with marks where it may land as cold, says what the
reader may hear, and lets you pick warmer words or write your own. Every key is
on the screen. The result is printed, written with -o, or put on the clipboard.

FILE is a text or Markdown file, or - for text that is piped in."""

EPILOG = """\
examples:
  servicetone draft svar.txt -o svar.txt     go through a file and write it back
  servicetone draft --clipboard              what you copied, ready to paste
  servicetone draft --no-input - < svar.txt  the warm version, without questions"""

_CANCELED = 130
_LONGEST = 100_000
"""Code points; a longer text would keep the writer waiting at every key."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.usage = "servicetone draft [FILE|-] [OPTIONS]"
    parser.epilog = EPILOG
    parser.add_argument("file", nargs="?", metavar="FILE", help="the draft, or -")
    parser.add_argument(
        "--clipboard", action="store_true", help="read the clipboard, and put the result there"
    )
    parser.add_argument("--output", "-o", metavar="FILE", help="write the result there")
    parser.add_argument(
        "--no-input", action="store_true", help="ask nothing: take the first wordings"
    )
    options.add_language(parser, "sv, da, nb, nn, or no for either Norwegian (default: found out)")
    options.add_audience(parser, default=None)
    options.add_selection(parser)
    options.add_configuration(parser)
    options.add_messages(parser, "the screen")
    parser.add_argument(
        "--color",
        type=options.one_of("--color", *screen.COLOR_CHOICES),
        default="auto",
        metavar="WHEN",
        help="auto (default), always or never",
    )


class _Source(NamedTuple):
    """Where the draft comes from; ``reading`` is None for the clipboard."""

    text: str
    name: str
    reading: Reading | None


def run(arguments: Namespace) -> int:
    """Go through the draft and return the exit code."""
    named = [arguments.file] if arguments.file else []
    if bool(named) == arguments.clipboard:
        raise options.UsageError(
            "name one draft: a file, - or --clipboard", hint="servicetone draft svar.txt"
        )
    config = load_config(named, arguments.config, isolated=arguments.isolated)
    source = _source(arguments)
    project = Project(config, arguments.language, arguments.audience)
    orders = Orders(
        options.names(arguments.select) or config.select,
        options.names(arguments.ignore) or config.ignore,
        arguments.messages or config.messages,
        packs=tuple(map(project.at, config.packs)),
    )
    check_codes(config, orders.packs)
    settings = project.settings(source.name)
    checker = Worker(orders).checker(settings.ignore)
    if arguments.no_input:
        text = fix(source.text, settings.language, settings.audience, unsafe=True, checker=checker)
        _deliver(text, source, arguments)
        if has_blank(text) and not has_blank(source.text):
            print("note: there is a [blank] for you to fill in", file=sys.stderr)
        return options.CLEAN
    if len(source.text) > _LONGEST:
        raise ConfigError(
            f"this text is too long to go through on the screen ({len(source.text):,} characters)",
            path=source.name,
            hint="servicetone check shows what may land as cold, servicetone fix --unsafe --diff what to change",
        )
    draft = _gone_through(source.text, checker, settings, arguments)
    if draft is None:
        print("Nothing was changed.", file=sys.stderr)
        return _CANCELED
    _deliver(draft.text, source, arguments)
    if draft.silenced:
        from servicetone.cli.remember import remember

        path = remember(draft.silenced, config)
        print(f"From now on left alone ({path}): {', '.join(draft.silenced)}", file=sys.stderr)
    return options.CLEAN


def _gone_through(
    text: str, checker: Checker, settings: FileSettings, arguments: Namespace
) -> Draft | None:
    """Return the draft as the writer wants it, None where they gave up."""

    def check(each: str) -> tuple[Finding, ...]:
        return checker.check(each, settings.language, settings.audience).findings

    draft = drafting.begin(text, check)
    if draft.current is None:
        print("Nothing to change: it reads kindly as it is.", file=sys.stderr)
        return draft
    try:
        from servicetone.cli.draft_app import Desk
    except ImportError:
        raise ExtraError("the screen of servicetone draft", "draft") from None
    language = checker.messages or draft.current.language
    color = screen.wants_color(arguments.color, sys.stderr)
    return Desk(draft, check, language, color=color).run()


def _source(arguments: Namespace) -> _Source:
    if arguments.clipboard:
        return _Source(clipboard.paste(), "<clipboard>", None)
    name = arguments.file
    data = read_stdin() if name == "-" else read_file(name)
    name = "<stdin>" if name == "-" else name
    reading = read_bytes(data, name)
    blocks = reading.document.blocks or ()
    if any(block.escape or block.name for block in blocks) or not reading.document.located:
        raise ConfigError(
            "this file holds many texts, or text within markup; draft goes through one plain text",
            path=name,
            hint="use servicetone check and servicetone fix for it",
        )
    return _Source(reading.document.text, name, reading)


def _deliver(text: str, source: _Source, arguments: Namespace) -> None:
    """Put the result where it was asked for, in the encoding that it came in."""
    if source.reading is None and arguments.output is None:
        clipboard.copy(text)
        print("The result is on the clipboard.", file=sys.stderr)
        return
    data = text.encode("utf-8", "surrogatepass")
    if source.reading is not None and source.reading.file.can_hold(text):
        whole = Edit(0, len(source.text), text)
        data = source.reading.file.rewritten([whole] if source.text else [])
    if arguments.output is not None:
        write_whole(arguments.output, data)
        return
    sys.stdout.buffer.write(data)
    if sys.stdout.isatty() and not text.endswith("\n"):
        sys.stdout.buffer.write(os.linesep.encode())
    sys.stdout.buffer.flush()
