"""Open lexicon files: the compiled artefacts that ship in the wheel, or the sources of a checkout.

In a checkout an artefact is compiled again whenever a source file is newer than it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from servicetone.errors import LexiconError
from servicetone.lexicon.artefact import Compiled, from_bytes, to_bytes
from servicetone.model import LANGUAGES, Category

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mmap import mmap

    from servicetone.language.profile import Profile
    from servicetone.lexicon.model import CategoryInfo, Concept, LanguageData

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_PACKAGED = os.path.join(_PACKAGE, "lexicons")
_CHECKOUT = os.path.normpath(os.path.join(_PACKAGE, "..", "..", "lexicons"))
COMPILED_FOLDER = os.path.join(_PACKAGE, "lexicon", "compiled")


def source_folder() -> str:
    """Return the folder of the lexicon sources: the checkout's, or the one in the package."""
    in_checkout = os.path.isfile(os.path.join(_CHECKOUT, "categories.toml"))
    return _CHECKOUT if in_checkout else _PACKAGED


@cache
def load_compiled(language: str) -> Compiled:
    """Return the compiled lexicon of ``language`` (sv, da, nb or nn).

    Raises ``LexiconError`` when a source does not compile or the artefact is damaged.
    """
    return from_bytes(stored(language, lambda folder: to_bytes(compile_language(language, folder))))


def stored(name: str, compile_: Callable[[str], bytes]) -> bytes | mmap:
    """Return the artefact ``name``, compiled anew from the source folder where that is newer.

    Raises ``LexiconError`` when a source does not compile or the artefact cannot be read.
    """
    folder, path = source_folder(), os.path.join(COMPILED_FOLDER, f"{name}.bin")
    if folder == _PACKAGED or _is_current(path, folder):
        return _mapped(path)
    compiled = compile_(folder)
    # A read-only checkout works too, only slower.
    _try_to_write(path, compiled)
    return compiled


@cache
def load_profile() -> Profile:
    """Return the model that tells the languages apart. Raises ``LexiconError``."""
    from servicetone.language.profile import from_bytes

    return from_bytes(stored("identify", _compile_profile))


def _compile_profile(folder: str) -> bytes:
    from servicetone.language.profile import decode, to_bytes

    return to_bytes(decode(_read_bytes(os.path.join(folder, "languages", "identify.tsv"))))


def lexicon_stamp() -> str:
    """Return what changes whenever the rules, or in a checkout the code, may give other findings."""
    folder = source_folder()
    places = [COMPILED_FOLDER]
    if folder != _PACKAGED:  # what is compiled there follows the sources
        places = [
            place
            for root in (folder, _PACKAGE)
            for place, _, _ in os.walk(root)
            if place != COMPILED_FOLDER and os.path.basename(place) != "__pycache__"
        ]
    newest = count = 0
    for place in places:
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.name.endswith((*_SOURCES, ".tsv", ".bin")):
                    count += 1
                    newest = max(newest, entry.stat().st_mtime_ns)
    return f"{count}-{newest}"


def compile_language(language: str, folder: str) -> Compiled:
    """Compile the sources in ``folder`` for one language. Raises ``LexiconError``."""
    from servicetone.lexicon.build import build

    return build(load_language(language, folder), load_concepts(folder), load_categories(folder))


def compile_all(folder: str, target: str) -> list[str]:
    """Compile every language of ``folder`` into ``target``; return the paths written."""
    from servicetone.lexicon.build import build
    from servicetone.lexicon.warm import compile_warm

    concepts, categories = load_concepts(folder), load_categories(folder)
    os.makedirs(target, exist_ok=True)
    artefacts = {"identify": _compile_profile(folder)}
    for language in LANGUAGES:
        compiled = build(load_language(language, folder), concepts, categories)
        artefacts[language] = to_bytes(compiled)
        artefacts[f"{language}.warm"] = to_bytes(compile_warm(language, folder))
    paths = []
    for name, data in artefacts.items():
        paths.append(os.path.join(target, f"{name}.bin"))
        with open(paths[-1], "wb") as file:
            file.write(data)
    return paths


def load_categories(folder: str | None = None) -> Mapping[Category, CategoryInfo]:
    """Return the categories. Raises ``LexiconError``."""
    from servicetone.lexicon.decode import decode_categories

    path = os.path.join(folder or source_folder(), "categories.toml")
    return decode_categories(read_text(path), path)


def load_language(language: str, folder: str | None = None) -> LanguageData:
    """Return the word lists, classes and paradigms of a language. Raises ``LexiconError``."""
    from servicetone.lexicon.decode import decode_language

    base = os.path.join(folder or source_folder(), "languages", language)
    return decode_language(
        language, read_text(f"{base}.toml"), read_text(f"{base}.forms"), f"{base}.toml"
    )


def concept_ids(folder: str | None = None) -> tuple[str, ...]:
    """Return the ids of all concepts, sorted, from their file names."""
    return tuple(sorted(_id(path) for path in _concept_paths(folder or source_folder())))


def load_concept(concept_id: str, folder: str | None = None) -> Concept:
    """Return one concept. Raises ``LexiconError`` with a near name when there is none."""
    from servicetone.lexicon.decode import decode_concept

    folder = folder or source_folder()
    known = concept_ids(folder)
    if concept_id not in known:
        import difflib

        near = difflib.get_close_matches(concept_id, known, n=1, cutoff=0.4)
        raise LexiconError(
            f"there is no concept {concept_id!r}",
            hint=f"did you mean {near[0]!r}?" if near else "see: servicetone rules list",
        )
    path = os.path.join(folder, *concept_id.split(".", 1)) + ".toml"
    return decode_concept(read_text(path), path)


def load_concepts(folder: str | None = None) -> tuple[Concept, ...]:
    """Return all concepts, sorted by id. Raises ``LexiconError``."""
    from servicetone.lexicon.decode import decode_concept

    concepts = []
    for path in sorted(_concept_paths(folder or source_folder())):
        concept = decode_concept(read_text(path), path)
        if concept.id != _id(path):
            raise LexiconError(
                f"the file says {concept.id!r}, its place says {_id(path)!r}",
                path=path,
                hint="folder = category, file name = the rest of the id",
            )
        concepts.append(concept)
    return tuple(sorted(concepts, key=lambda each: each.id))


def _concept_paths(folder: str) -> Iterator[str]:
    for category in Category:
        place = os.path.join(folder, category.value)
        if os.path.isdir(place):
            for name in os.listdir(place):
                if name.endswith(".toml"):
                    yield os.path.join(place, name)


def _id(path: str) -> str:
    folder, name = os.path.split(path)
    return f"{os.path.basename(folder)}.{name.removesuffix('.toml')}"


def _is_current(path: str, folder: str) -> bool:
    """Tell whether the artefact is newer than every source and the code that compiles them."""
    try:
        made = os.stat(path).st_mtime_ns
    except OSError:
        return False
    folders = [folder, os.path.join(folder, "languages")]
    folders += [os.path.join(folder, category.value) for category in Category]
    folders.append(os.path.join(folder, "warm"))
    folders += [
        os.path.join(_PACKAGE, name)
        for name in ("pattern", "lexicon", "text", "match", "wording", "language")
    ]
    for place in folders:
        if os.path.isdir(place):
            with os.scandir(place) as entries:
                if any(e.name.endswith(_SOURCES) and e.stat().st_mtime_ns > made for e in entries):
                    return False
            if place.startswith(folder) and os.stat(place).st_mtime_ns > made:
                return False  # a file was taken away
    return True


_SOURCES = (".toml", ".forms", ".py")


def _try_to_write(path: str, data: bytes) -> None:
    temporary = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        return


def _mapped(path: str) -> mmap | bytes:
    """Return a file whose pages are read when they are asked for."""
    from mmap import ACCESS_READ, mmap

    try:
        with open(path, "rb") as file:
            return mmap(file.fileno(), 0, access=ACCESS_READ)
    except (OSError, ValueError):  # it cannot be mapped, or is empty
        return _read_bytes(path)


def _read_bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise LexiconError(
            f"cannot be read: {error.strerror}", path=path, hint="install servicetone again"
        ) from None


def read_text(path: str) -> str:
    """Return the text of a lexicon file. Raises ``LexiconError``."""
    try:
        return _read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise LexiconError(
            f"not UTF-8 at byte {error.start}", path=path, hint="save the file as UTF-8"
        ) from None
