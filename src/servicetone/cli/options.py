"""What the commands share: a parser with kind errors, exit codes, names with a did-you-mean."""

from __future__ import annotations

import argparse
import sys

from servicetone.cli.screen import screen_width
from servicetone.errors import ConfigError, LanguageError, ServicetoneError
from servicetone.model import AUDIENCES, LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, NoReturn

# All words here are English; argparse would import locale to look for translations of its own.
argparse._ = str  # type: ignore[attr-defined]  # its name for gettext, not in the stubs

CLEAN = 0
FOUND = 1
FAILED = 2

LANGUAGE_NAMES = {"sv": "Swedish", "da": "Danish", "nb": "Bokmål", "nn": "Nynorsk"}


class UsageError(ServicetoneError):
    """The command line cannot be understood."""

    code = "usage"


class _Help(argparse.RawDescriptionHelpFormatter):
    """Argparse's own would import shutil, and with it every archive format, to ask for the width."""

    def __init__(self, prog: str, **settings: Any) -> None:
        super().__init__(prog, width=screen_width(sys.stdout) - 2, **settings)


class Parser(argparse.ArgumentParser):
    """An argument parser that raises UsageError with a hint where argparse would exit."""

    def __init__(self, **settings: object) -> None:
        super().__init__(
            formatter_class=_Help,
            allow_abbrev=False,
            **settings,  # type: ignore[arg-type]  # argparse checks them
        )

    def error(self, message: str) -> NoReturn:
        """Raise UsageError; an unknown option gets the nearest known one as its hint."""
        unknown = message.rpartition("unrecognized arguments: ")[2].split()
        if unknown == message.split() or not unknown[0].startswith("-"):
            self.fail(message, f'see "{self.prog} --help"')
        known = [name[2:] for name in self._option_string_actions if name.startswith("--")]
        near = closest(unknown[0].split("=")[0].lstrip("-"), known)
        hint = f"did you mean --{near}?" if near else f'see "{self.prog} --help"'
        self.fail(f"there is no option {unknown[0]}", hint)

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        """Convert a value; an error of ours keeps its words, though it is a ValueError too."""
        convert = self._registry_get("type", action.type, action.type)
        try:
            return convert(arg_string)
        except ServicetoneError:
            raise
        except (TypeError, ValueError):
            return super()._get_value(action, arg_string)

    def fail(self, message: str, hint: str) -> NoReturn:
        """Raise UsageError."""
        raise UsageError(message, hint=hint)


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name that ``word`` is probably meant to be."""
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return near[0] if near else None


def one_of(option: str, *known: str) -> Callable[[str], str]:
    """Return a converter for an option that takes one of the ``known`` names."""

    def convert(value: str) -> str:
        if value not in known:
            raise ConfigError(f"{option} cannot be {value!r}", hint=_choices_hint(value, known))
        return value

    return convert


def count(option: str) -> Callable[[str], int]:
    """Return a converter for an option that takes a whole number from 1 on."""

    def convert(value: str) -> int:
        if not value.isdecimal() or not int(value):
            raise ConfigError(f"{option} cannot be {value!r}", hint="it is a number such as 2")
        return int(value)

    return convert


def language(value: str) -> str:
    """Return the name of a language that can be checked; raise LanguageError otherwise."""
    known = (*LANGUAGES, "no")
    if value in known:
        return value
    spoken = {
        "se": "sv", "swe": "sv", "swedish": "sv", "svenska": "sv",
        "dk": "da", "dan": "da", "danish": "da", "dansk": "da",
        "nob": "nb", "bokmål": "nb", "bokmal": "nb", "nno": "nn", "nynorsk": "nn",
        "nor": "no", "norwegian": "no", "norsk": "no",
    }  # fmt: skip
    start = value.lower().replace("_", "-").split("-")[0]
    meant = start if start in known else spoken.get(start)
    names = ", ".join(f"{code} ({name})" for code, name in LANGUAGE_NAMES.items())
    raise LanguageError(
        f"{value!r} is not a language that servicetone checks",
        hint=f"did you mean {meant!r}?" if meant else f"use {names}, or no (either Norwegian)",
    )


def add_language(parser: argparse.ArgumentParser, text: str) -> None:
    """Add ``--language`` with ``text`` as its help."""
    parser.add_argument("--language", type=language, metavar="LANG", help=text)


def add_audience(parser: argparse.ArgumentParser, default: str | None = AUDIENCES[0]) -> None:
    """Add ``--audience``; ``default`` is None where a configuration may say it."""
    parser.add_argument(
        "--audience",
        type=one_of("--audience", *AUDIENCES),
        default=default,
        metavar="WHO",
        help="who reads it: customer (default) or internal (notes and chat between colleagues)",
    )


def add_messages(parser: argparse.ArgumentParser, what: str = "messages") -> None:
    """Add ``--messages``; ``what`` can be had in English."""
    parser.add_argument(
        "--messages",
        type=one_of("--messages", "en"),
        metavar="en",
        help=f"{what} in English (default: in the language of the text)",
    )


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Add ``--select`` and ``--ignore``."""
    for option, verb in (("--select", "only look for"), ("--ignore", "do not look for")):
        parser.add_argument(
            option,
            action="append",
            default=[],
            metavar="RULES",
            help=f"{verb} these: a category or rule, or how it begins; several with commas",
        )


def add_configuration(parser: argparse.ArgumentParser) -> None:
    """Add ``--config`` and ``--isolated``."""
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="the configuration (default: the closest servicetone.toml or pyproject.toml upwards)",
    )
    parser.add_argument("--isolated", action="store_true", help="use no configuration file")


def add_exclusion(parser: argparse.ArgumentParser) -> None:
    """Add ``--force-exclude``, for commands that take many files."""
    parser.add_argument(
        "--force-exclude",
        action="store_true",
        help="leave out what the configuration excludes even when it is named",
    )


def names(values: Iterable[str]) -> tuple[str, ...]:
    """Return the names in option values that may each hold several, with commas between."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _choices_hint(value: str, known: tuple[str, ...]) -> str:
    near = closest(value, known)
    choices = f"choose one of: {', '.join(known)}"
    return f"did you mean {near!r}? {choices[0].upper()}{choices[1:]}" if near else choices
