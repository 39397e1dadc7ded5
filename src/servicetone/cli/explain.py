"""``servicetone explain ID``: everything about one rule."""

from __future__ import annotations

from servicetone.cli import options
from servicetone.cli.rules import show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = "Shows one rule: why it is there, what it finds, and what works better."

EPILOG = """\
examples:
  servicetone explain blame.did-not-read
  servicetone explain blame.did-not-read --language sv"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.usage = "servicetone explain ID [--language LANG]"
    parser.epilog = EPILOG
    parser.add_argument("id", metavar="ID", help="id of the rule, as a finding shows it")
    options.add_language(parser, "only this language: sv, da, nb or nn")


def run(arguments: Namespace) -> int:
    """Print the rule and return the exit code."""
    return show(arguments)
