"""Warm markers: phrasing that does a reader good, in ``lexicons/warm``.

They are written in the pattern language and compiled like rules, to an artefact of their own that
is loaded only when somebody asks what is already good in a text.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache

from servicetone.errors import LexiconError
from servicetone.lexicon.artefact import from_bytes, to_bytes
from servicetone.lexicon.load import load_language, read_text, source_folder, stored
from servicetone.model import LANGUAGES, Category, Severity
from servicetone.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from servicetone.lexicon.artefact import Compiled

MARKERS = (
    "acknowledges", "answers", "next-step", "when", "contact",
    "thanks", "owns-mistake", "offers-help", "checks-in", "celebrates",
)  # fmt: skip
"""Every kind of marker; each is a file of ``lexicons/warm``."""

_KEYS = {"marker", "principle", "rationale", *LANGUAGES}
_BLOCK = {"match", "except", "found", "other"}


class Markers(NamedTuple):
    """One kind of marker in one language; ``found`` and ``other`` are its examples."""

    match: tuple[str, ...]
    exceptions: tuple[str, ...]
    found: tuple[str, ...]
    other: tuple[str, ...]


@cache
def load_warm(language: str) -> Compiled:
    """Return the compiled markers of ``language``; each rule's concept is the kind of marker.

    Raises ``LexiconError`` where a source does not compile or the artefact is damaged.
    """
    return from_bytes(
        stored(f"{language}.warm", lambda folder: to_bytes(compile_warm(language, folder)))
    )


def compile_warm(language: str, folder: str | None = None) -> Compiled:
    """Compile the markers of ``language`` from their sources. Raises ``LexiconError``."""
    from typing import cast

    from servicetone.lexicon.build import build
    from servicetone.lexicon.model import CategoryInfo, Concept, Rule

    folder = folder or source_folder()
    # To the compiler they are rules of one more category, which no finding ever has.
    warm = cast("Category", "warm")
    everyone = {"customer": Severity.INFO, "internal": Severity.INFO}
    concepts = []
    for kind in MARKERS:
        path = _path(kind, folder)
        written = load_markers(kind, folder)[language]
        rule = Rule(
            kind, language, written.match, written.exceptions, {}, {}, "", (), (), everyone, path, 1
        )
        concepts.append(Concept(kind, warm, everyone, "", "", {language: (rule,)}, {}, path))
    info = CategoryInfo(warm, "", Severity.INFO, "", {language: "", "en": ""}, ("quoted", "meta"))
    return build(load_language(language, folder), concepts, {warm: info})


def load_markers(kind: str, folder: str | None = None) -> Mapping[str, Markers]:
    """Return one kind of marker by language, as written. Raises ``LexiconError``."""
    from servicetone.lexicon.decode import parse_toml

    path = _path(kind, folder or source_folder())
    data = parse_toml(read_text(path), path)
    unknown = data.keys() - _KEYS
    missing = [name for name in LANGUAGES if name not in data]
    if unknown or missing or data.get("marker") != kind:
        raise LexiconError(
            f"this is not the marker {kind!r} in all four languages",
            path=path,
            hint=f"unknown: {', '.join(sorted(unknown))}" if unknown else "see lexicons/README.md",
        )
    return {name: _markers(data[name], name, path) for name in LANGUAGES}


def _markers(block: Mapping[str, Any], language: str, path: str) -> Markers:
    if unknown := block.keys() - _BLOCK:
        raise LexiconError(f"unknown key {min(unknown)!r} in [{language}]", path=path)
    return Markers(*(_texts(block, key, path) for key in ("match", "except", "found", "other")))


def _texts(block: Mapping[str, Any], key: str, path: str) -> tuple[str, ...]:
    texts = block.get(key, [])
    if not isinstance(texts, list) or not all(isinstance(each, str) and each for each in texts):
        raise LexiconError(f"{key!r} is not a list of texts", path=path)
    return tuple(texts)


def _path(kind: str, folder: str) -> str:
    return os.path.join(folder, "warm", f"{kind}.toml")
