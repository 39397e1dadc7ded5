"""Write rule files: the template of a new one, the results of wordings in those that are there."""

from __future__ import annotations

import os
import re

from servicetone.errors import ConfigError
from servicetone.model import LANGUAGES, Category

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from servicetone.lexicon.artefact import Compiled
    from servicetone.lexicon.model import Concept

_ID = re.compile(r"([a-z]+)\.([a-z0-9]+(?:-[a-z0-9]+)*)")

_HEAD = """\
concept   = "{id}"
severity  = "warning"                  # error: must never be sent; warning: needs a rewrite; info
audience  = ["customer", "internal"]   # or only one of them
principle = "P6"                       # the service principle it serves, see: servicetone explain
rationale = ""                         # one kind English sentence: what the reader hears, what works better

# The pattern language is described in lexicons/README.md. In short:
#   du/ni either word · (ju) may be absent · [i dag | nu] either phrase · ~läsa any form of läsa
#   ... a gap of up to 3 words · <x> flag only x · {{text: x}} remember x for suggest
# Collect in each language by itself: an idiom of one is seldom an idiom of another.
# A language without such an idiom gets a reason instead, above the first [[..]] block:
# absent.da = "why there is none"
"""

_BLOCK = """
[[{language}]]
match   = []                           # the constructions, one string each
except  = []                           # what looks alike but is fine; leave out if not needed
suggest = []                           # wordings that fit exactly in the gap; "" takes the words away
instead = []                           # whole main clauses in place of the clause around them; or leave out
advice  = ""                           # one kind sentence in the language: what to write instead
bad     = []                           # 2 or more: "Hej! <the flagged part>. -> the text, rewritten."
good    = []                           # 2 or more near neighbours that must stay clean
"""


def write_template(concept_id: str, folder: str | None) -> str:
    """Write the template of ``concept_id`` into a lexicons folder; return its path.

    Raises ConfigError for an id that is none, a rule that is there already, or no such folder.
    """
    match = _ID.fullmatch(concept_id)
    if not match:
        raise ConfigError(
            f"{concept_id!r} cannot be the id of a rule",
            hint="write category.name in small letters a-z, e.g. blame.did-not-call",
        )
    category, name = match.groups()
    if category not in tuple(Category):
        known = ", ".join(str(each) for each in Category)
        raise ConfigError(f"there is no category {category!r}", hint=f"categories are {known}")
    path = os.path.join(folder or _lexicons_here(), category, f"{name}.toml")
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(_HEAD.format(id=concept_id))
            file.writelines(_BLOCK.format(language=language) for language in LANGUAGES)
    except FileExistsError:
        raise ConfigError(
            f"{path} is there already", hint=f"see it with: servicetone explain {concept_id}"
        ) from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}") from None
    return path


def accept_results(concepts: Iterable[Concept], lexicons: Mapping[str, Compiled]) -> list[Concept]:
    """Write what the wordings make of the examples into the files; return the concepts anew."""
    from servicetone.checker import Checker
    from servicetone.lexicon.accept import accepted
    from servicetone.lexicon.decode import decode_concept

    checker = Checker(tuple(lexicons), load=lexicons.__getitem__)
    renewed = []
    for concept in concepts:
        with open(concept.path, encoding="utf-8", newline="") as file:
            source = file.read()
        result = accepted(source, concept, checker)
        if result != source:
            with open(concept.path, "w", encoding="utf-8", newline="") as file:
                file.write(result)
        renewed.append(decode_concept(result, concept.path))
    return renewed


def _lexicons_here() -> str:
    """Return the lexicons folder of the checkout that the current folder belongs to."""
    place = os.getcwd()
    while True:
        for folder in (place, os.path.join(place, "lexicons")):
            if os.path.isfile(os.path.join(folder, "categories.toml")):
                return os.path.relpath(folder)
        parent = os.path.dirname(place)
        if parent == place:
            raise ConfigError(
                "there is no lexicons folder here",
                hint="go to a checkout of servicetone, or name the folder with --directory",
            )
        place = parent
