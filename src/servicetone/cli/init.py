"""``servicetone init``: a commented configuration, and a house pack to fill in."""

from __future__ import annotations

import os

from servicetone.cli import options
from servicetone.cli.project import NAME
from servicetone.errors import ConfigError
from servicetone.model import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = f"""\
Writes a commented {NAME} and a house pack, a folder for rules of
your own, into DIR (default: the current folder). Nothing that is there is
written over."""

EPILOG = """\
examples:
  servicetone init
  servicetone init --language da templates/"""

PACK = "house"
CONCEPT = "our-own-words.toml"

_CONFIG = """\
# What servicetone should know about the texts here. Everything is optional: take the # away
# from what you need. Globs are as in .gitignore and start at this folder.

{language}             # sv, da, nb, nn, or no for either Norwegian; else found out for each paragraph
# audience = "customer"         # or "internal", for notes and chat among colleagues

# Rules: a category ("coldness"), a rule ("blame.did-not-read"), or how it begins.
# select = ["contempt", "blame"]    # only these
# ignore = ["coldness"]             # all but these
# fail-on = "warning"               # error, warning or info: from here on "check" exits with 1
# messages = "en"                   # messages in English rather than in the language of the text

# Your own rules. Try them with: servicetone rules check house/
packs = ["house/"]

# What a reply to a customer should have, shown with its findings; a required one fails the run.
# checklist = "house/checklist.toml"

# Known findings, listed by: servicetone check --write-baseline servicetone-baseline.json
# baseline = "servicetone-baseline.json"

# exclude = ["archive/", "*.min.html"]
# include = ["*.liquid"]            # files of other kinds; see "format" below
# gitignore = true                  # leave out what git ignores

# What to check in data files such as JSON and YAML; else what reads as a sentence.
# fields = ["*.body", "*.subject"]

# Placeholders such as {{{{name}}}}, {{0}}, %s and [NAME] are known; a regular expression of your own:
# placeholders = "@@\\\\w+@@"

# Some files are special. Later tables win over earlier ones.
# [files."macros/internal/**"]
# audience = "internal"
# ignore = ["vagueness"]
#
# [files."macros/nb/**"]
# language = "nb"
#
# [files."*.liquid"]
# format = "html"

# Where a rule does not apply to one macro or key (* stands for anything):
# [entries]
# "macro:1234" = ["coldness.no-action"]
# "Late delivery*" = ["coldness"]
"""

_CONCEPT = """\
# A rule of your own. Change it, copy it, or throw it away; "servicetone rules check house/" tells
# whether it works. One language is enough. The pattern language is described in the lexicons' README.
concept   = "coldness.our-own-words"   # category.name: the name is yours
severity  = "info"                     # error: must never be sent; warning: needs a rewrite; info
audience  = ["customer"]               # customer, internal, or both
principle = "P10"
rationale = "Names of our own teams mean nothing to a customer, who wants to know what happens now."
"""

_BLOCKS = {
    "sv": """
[[sv]]
match   = ["(till) andra linjen"]
advice  = "Skriv vad som händer för kunden: ”Våra tekniker tittar vidare och hör av sig på torsdag.”"
bad     = ["Jag skickar ärendet <till andra linjen>.", "Nu tittar <andra linjen> på det."]
good    = ["Linjen är tyvärr upptagen just nu.", "Linjen går till Lund varje timme."]
""",
    "da": """
[[da]]
match   = ["(til) anden linje"]
advice  = "Skriv, hvad der sker for kunden: ”Vores teknikere ser på det og ringer til dig på torsdag.”"
bad     = ["Jeg sender sagen <til anden linje>.", "Den ligger hos <anden linje> nu."]
good    = ["Linje 4 kører desværre ikke i dag.", "Du kan stå på linje 2 i køen."]
""",
    "nb": """
[[nb]]
match   = ["(til) andre linje"]
advice  = "Skriv hva som skjer for kunden: «Teknikerne våre ser på det og ringer deg på torsdag.»"
bad     = ["Jeg sender saken <til andre linje>.", "Den ligger hos <andre linje> nå."]
good    = ["Linje 4 går dessverre ikke i dag.", "Du finner summen på neste linje."]
""",
    "nn": """
[[nn]]
match   = ["(til) andre linje"]
advice  = "Skriv kva som skjer for kunden: «Teknikarane våre ser på det og ringjer deg på torsdag.»"
bad     = ["Eg sender saka <til andre linje>.", "Ho ligg hos <andre linje> no."]
good    = ["Linje 4 går diverre ikkje i dag.", "Du finn summen på neste linje."]
""",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.usage = "servicetone init [DIR] [OPTIONS]"
    parser.epilog = EPILOG
    parser.add_argument("folder", nargs="?", default=".", metavar="DIR", help="where to")
    options.add_language(parser, "the language you write in, if it is only one")


def run(arguments: Namespace) -> int:
    """Write what is asked for and return the exit code."""
    folder, language = arguments.folder, arguments.language
    said = f'language = "{language}"' if language else '# language = "sv"'
    wanted = LANGUAGES if language is None else ("nb", "nn") if language == "no" else (language,)
    files = {
        os.path.join(folder, NAME): _CONFIG.format(language=said),
        os.path.join(folder, PACK, CONCEPT): _CONCEPT + "".join(_BLOCKS[each] for each in wanted),
    }
    for path in files:
        if os.path.lexists(path):
            raise ConfigError(
                "this is there already; nothing was written", path=path, hint="edit it, or move it"
            )
    for path, text in files.items():
        _write(path, text)
        print(f"Wrote {path}.")
    print("Next: servicetone check")
    return options.CLEAN


def _write(path: str, text: str) -> None:
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise ConfigError(f"this cannot be written: {error.strerror}", path=path) from None
