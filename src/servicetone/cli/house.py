"""House packs on the command line: test them, and tell about their rules."""

from __future__ import annotations

from servicetone.checker import Checker
from servicetone.lexicon.house import compile_packs, language_data, load_packs
from servicetone.lexicon.verify import Problem, verify
from servicetone.model import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from servicetone.lexicon.model import Concept


def house_concept(name: str, folders: Sequence[str]) -> Concept | None:
    """Return the concept ``name`` of the house packs in ``folders``, None where they have none."""
    concepts = (concept for pack in load_packs(folders) for concept in pack.concepts)
    return next((concept for concept in concepts if concept.id == name), None)


def verify_packs(folders: Sequence[str]) -> tuple[list[Concept], Iterator[Problem]]:
    """Return the concepts of house packs, and what is wrong with them as it is found.

    They are checked together and beside the lexicon: an example must be clean for all rules.
    Raises ``LexiconError`` for a pack that is broken.
    """
    packs = load_packs(folders)
    compiled = {language: compile_packs(packs, language) for language in LANGUAGES}
    lexicons = {language: each for language, each in compiled.items() if each is not None}
    common = {language: language_data(packs, language).lists["common"] for language in lexicons}
    concepts = [concept for pack in packs for concept in pack.concepts]
    checker = Checker(tuple(lexicons), packs=folders)
    return concepts, verify(concepts, lexicons, common, checker)
