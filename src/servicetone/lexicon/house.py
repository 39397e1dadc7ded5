"""House packs: a team's own concepts, in the format of the lexicon, in a folder of its own.

``house/*.toml`` (and below) are concepts; one language is enough. ``house/languages/sv.toml`` may
add word classes under ``[classes]`` and ``house/languages/sv.forms`` paradigms. A checklist
(``checklist.toml``) may stand there too; it holds no concepts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

from servicetone.errors import LexiconError
from servicetone.lexicon.load import concept_ids, load_categories, load_language, read_text
from servicetone.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.lexicon.artefact import Compiled
    from servicetone.lexicon.model import Concept, LanguageData

CHECKLIST = "checklist.toml"
_LANGUAGES = "languages"


class Pack(NamedTuple):
    """A house pack as written; ``words`` are its own classes and forms by language."""

    folder: str
    concepts: tuple[Concept, ...]
    words: Mapping[str, tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]]

    @property
    def languages(self) -> frozenset[str]:
        """The languages that some concept of the pack speaks of."""
        return frozenset(language for concept in self.concepts for language in concept.rules)


def load_packs(folders: Sequence[str]) -> tuple[Pack, ...]:
    """Return the packs in ``folders``. Raises ``LexiconError``: broken, or ids that are taken."""
    packs = tuple(_load(os.path.abspath(folder)) for folder in folders)
    taken = dict.fromkeys(concept_ids(), "the lexicon")
    for pack in packs:
        for concept in pack.concepts:
            if concept.id in taken:
                raise LexiconError(
                    f"there is a {concept.id!r} in {taken[concept.id]} already",
                    path=concept.path,
                    hint="give yours another name; ignore the other one if yours is to stand alone",
                )
            taken[concept.id] = concept.path
    return packs


def compile_packs(packs: Sequence[Pack], language: str) -> Compiled | None:
    """Return the rules that ``packs`` have in ``language``, None where they have none.

    Raises ``PatternError`` with file, line and column of a pattern that does not compile.
    """
    from servicetone.lexicon.build import build

    concepts = [concept for pack in packs for concept in pack.concepts if language in concept.rules]
    if not concepts:
        return None
    return build(language_data(packs, language), concepts, load_categories())


def language_data(packs: Sequence[Pack], language: str) -> LanguageData:
    """Return the words of ``language`` with those that ``packs`` add; theirs win."""
    from dataclasses import replace

    data = load_language(language)
    for pack in packs:
        classes, forms = pack.words.get(language, ({}, {}))
        data = replace(data, classes={**data.classes, **classes}, forms={**data.forms, **forms})
    return data


def pack_sources(folders: Sequence[str]) -> Iterator[str]:
    """Yield every file that the packs in ``folders`` are made of, sorted; none need exist."""
    for folder in folders:
        for place, names, files in os.walk(folder):
            names.sort()
            yield from (
                os.path.join(place, name)
                for name in sorted(files)
                if name.endswith((".toml", ".forms")) and name != CHECKLIST
            )


def _load(folder: str) -> Pack:
    from servicetone.lexicon.decode import decode_concept, decode_forms

    if not os.path.isdir(folder):
        raise LexiconError(
            "there is no such house pack",
            path=os.path.relpath(folder),
            hint="packs are folders; servicetone init starts one",
        )
    concepts: list[Concept] = []
    words: dict[str, tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]] = {}
    for path in pack_sources([folder]):
        inside = os.path.relpath(path, folder)
        shown = os.path.relpath(path)
        name, suffix = os.path.splitext(os.path.basename(path))
        if inside.split(os.sep)[0] == _LANGUAGES:
            classes, forms = words.setdefault(name, ({}, {}))
            if suffix == ".forms":
                forms.update(decode_forms(read_text(path), shown))
            else:
                classes.update(_classes(read_text(path), shown))
        elif suffix == ".toml":
            concept = decode_concept(read_text(path), shown, house=True)
            if not concept.rules:
                message = f"{concept.id} has no language yet"
                raise LexiconError(message, path=shown, hint="write a [[sv]], [[da]], …")
            concepts.append(concept)
    return Pack(folder, tuple(sorted(concepts, key=lambda each: each.id)), words)


def _classes(text: str, path: str) -> dict[str, tuple[str, ...]]:
    from servicetone.lexicon.decode import parse_toml

    data = parse_toml(text, path)
    classes = data.pop("classes", {})
    lists = isinstance(classes, dict) and all(
        isinstance(words, list) and all(isinstance(word, str) for word in words)
        for words in classes.values()
    )
    if data or not lists:
        raise LexiconError(
            "a language of a house pack holds [classes], and nothing else",
            path=path,
            hint='write [classes] and below it lists: our-names = ["…", "…"]',
        )
    return {name: tuple(words) for name, words in classes.items()}
