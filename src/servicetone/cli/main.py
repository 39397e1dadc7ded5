"""The entry point: find the command, run it, and turn every error into words and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

from servicetone import __version__
from servicetone.cli.options import CLEAN, FAILED, Parser, closest
from servicetone.errors import ServicetoneError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# Module of each command. Their summaries are here too, so that help imports none of them.
COMMANDS = {
    "check": ("check", "find cold or dismissive wording in files, folders or piped text"),
    "draft": ("draft", "go through one mail or message and pick warmer words"),
    "fix": ("fix", "take warmer wordings over into files, safe ones only unless asked"),
    "consistency": ("consistency", "find translations that are colder than their siblings"),
    "init": ("init", "start a configuration and a house pack for your team"),
    "rules": ("rules", "list, show, find, test and start rules"),
    "explain": ("explain", "show one rule: why it is there, what it finds, what works better"),
    "scan": ("scan", "look through a table of messages: Parquet, CSV, JSON Lines"),
    "digest": ("digest", "make a page for the weekly meeting from what a scan found"),
    "evaluate": ("evaluate", "measure precision and recall on labelled texts"),
}

_ALLOCATED = 50_000
"""Values from which on garbage is looked for; a command line that checks one mail makes hardly any."""
_INTERRUPTED = 130
_PIPE_CLOSED = 141

_EPILOG = """\
commands:
{commands}

examples:
  servicetone check mail.txt             look through one file
  servicetone check templates/           look through a folder
  servicetone check                      look through the current folder
  servicetone explain blame.own-fault    what a rule is about

Type "servicetone COMMAND --help" for more about a command.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    gc.set_threshold(_ALLOCATED)
    _prepare_streams()
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except ServicetoneError as error:
        complain(error)
        return FAILED
    except SystemExit as stop:  # argparse, after printing help
        return stop.code if isinstance(stop.code, int) else CLEAN
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has left; the interpreter would complain when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except Exception as error:
        if os.environ.get("SERVICETONE_DEBUG"):
            raise
        complain(
            ServicetoneError(
                f"servicetone itself failed: {type(error).__name__}: {error}",
                hint="please report this; SERVICETONE_DEBUG=1 shows where it happened",
            )
        )
        return FAILED
    finally:
        gc.freeze()  # the interpreter would look through all that is left before it ends


def complain(error: ServicetoneError) -> None:
    """Print an error with its place and hint on standard error."""
    place = [
        str(part) for part in (getattr(error, "path", None), getattr(error, "line", None)) if part
    ]
    message = str(error) if hasattr(error, "pattern") else error.message
    start = "" if hasattr(error, "pattern") or not place else ":".join(place) + ": "
    print(f"error: {start}{message}", file=sys.stderr)
    if error.hint and not hasattr(error, "pattern"):
        print(f"  hint: {error.hint}", file=sys.stderr)


def _run(arguments: list[str]) -> int:
    if arguments and arguments[0] in COMMANDS:
        name = arguments.pop(0)
        command = import_module(f"servicetone.cli.{COMMANDS[name][0]}")
        parser = Parser(prog=f"servicetone {name}", description=command.DESCRIPTION)
        command.add_arguments(parser)
        code: int = command.run(parser.parse_args(arguments))
        return code
    parser = Parser(
        prog="servicetone",
        usage="servicetone COMMAND ...",
        description="Finds cold or dismissive wording in Swedish, Danish, Bokmål and Nynorsk\n"
        "text, and offers warmer words.",
        epilog=_EPILOG.format(
            commands="\n".join(f"  {name:13}{text}" for name, (_, text) in COMMANDS.items())
        ),
    )
    parser.add_argument("--version", action="store_true", help="print the version and stop")
    if arguments and not arguments[0].startswith("-"):
        _unknown_command(arguments[0], parser)
    if parser.parse_args(arguments).version:
        print(f"servicetone {__version__}")
        return CLEAN
    parser.print_help()
    return FAILED


def _unknown_command(name: str, parser: Parser) -> None:
    near = closest(name, COMMANDS)
    if os.path.exists(name):
        parser.fail(f"{name!r} is not a command", f"to look through it: servicetone check {name}")
    parser.fail(
        f"{name!r} is not a command",
        f"did you mean {near!r}?" if near else f"commands are {', '.join(COMMANDS)}",
    )


def _prepare_streams() -> None:
    """Let no character that the terminal lacks stop the output."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
