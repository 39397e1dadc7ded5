"""Translations side by side: where one language is clearly colder than its siblings.

A set is what is one text in several languages: the same key in ``sv.json`` and ``da.json``, the same
macro in ``macros/sv/`` and ``macros/nb/``, source and target of a translation file.
"""

from __future__ import annotations

from statistics import median

from servicetone.config.hints import family_of_path
from servicetone.fingerprint import title_and_id
from servicetone.model import LANGUAGES, Severity
from servicetone.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from servicetone.model import Document, Finding
    from servicetone.report import Report
    from servicetone.text.lines import Lines

_WEIGHTS = {Severity.ERROR: 4, Severity.WARNING: 2, Severity.INFO: 1}
_CLEARLY = 2
"""Points more than its siblings have in the middle that make a version colder: one warning."""


class Version(NamedTuple):
    """A text in one language, with what was found in it; ``lines`` are those of its file."""

    language: str
    path: str
    entry: str | None
    findings: tuple[Finding, ...]
    lines: Lines | None = None

    @property
    def coldness(self) -> int:
        """Points for its findings: 4 for an error, 2 for a warning, 1 for an info."""
        return sum(_WEIGHTS[finding.severity] for finding in self.findings)


class Colder(NamedTuple):
    """A version that is clearly colder than the same text in other languages."""

    family: str
    """The paths of the set, with ``*`` for the language."""
    entry: str | None
    version: Version
    siblings: tuple[Version, ...]


def versions(
    document: Document, report: Report, path: str, lines: Lines | None
) -> Iterator[Version]:
    """Yield the texts of a document: its named entries, or the whole where it has none.

    ``path`` is relative, with ``/``. What language a text is in is said by the entry, else by the
    document, else it is the one found out for the whole.
    """
    said = document.language if document.language in LANGUAGES else report.language
    entries: dict[tuple[str | None, str | None], list[Finding]] = {}
    for block in document.blocks or ():
        if block.name is not None:
            entries[block.name, block.language or said] = []
    for finding in report.findings:
        # A short text may be read in two languages; what counts is where it stands.
        known = [key for key in entries if key[0] == finding.entry] or [(None, said)]
        own = [key for key in known if key[1] == finding.language] or known
        entries.setdefault(own[0], []).append(finding)
    if not entries:
        entries[None, said] = []
    for (name, language), findings in entries.items():
        if language in LANGUAGES:
            yield Version(language, path, name, tuple(findings), lines)


def colder(found: Iterable[Version]) -> list[Colder]:
    """Return the versions that are clearly colder than their siblings, the coldest first."""
    sets: dict[tuple[str, str | None], list[Version]] = {}
    for each in found:
        title = title_and_id(each.entry)[0] if each.entry else None
        sets.setdefault((family_of_path(each.path), title), []).append(each)
    told = []
    for (family, entry), members in sets.items():
        for each in members:
            siblings = tuple(other for other in members if other.language != each.language)
            if siblings and each.coldness - _usual(siblings) >= _CLEARLY:
                told.append(Colder(family, entry, each, siblings))
    told.sort(
        key=lambda one: (-one.version.coldness, one.family, one.entry or "", one.version.language)
    )
    return told


def _usual(siblings: Iterable[Version]) -> float:
    """Return the middle of the coldness of the other languages; each language counts once."""
    coldest: dict[str, int] = {}
    for each in siblings:
        coldest[each.language] = max(each.coldness, coldest.get(each.language, 0))
    return median(coldest.values())


def colder_to_dict(one: Colder) -> Mapping[str, object]:
    """Return the wire form: the set, the colder version with its findings, its siblings."""
    version = one.version
    return {
        "family": one.family,
        "entry": one.entry,
        "language": version.language,
        "path": version.path,
        "coldness": version.coldness,
        "siblings": {each.language: each.coldness for each in one.siblings},
        "findings": [
            {
                "line": version.lines.place(each.start)[0] if version.lines else None,
                "rule": each.rule,
                "severity": str(each.severity),
                "text": each.text,
            }
            for each in version.findings
        ],
    }
