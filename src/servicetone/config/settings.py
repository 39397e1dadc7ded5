"""A configuration as values, and what it says of one file."""

from __future__ import annotations

from servicetone.config.globs import matches
from servicetone.config.hints import language_of_path
from servicetone.model import AUDIENCES
from servicetone.records import NamedTuple


class FileRule(NamedTuple):
    """One ``[files."GLOB"]``: what is said of the files that ``match`` is about; None: nothing."""

    match: str
    language: str | None = None
    audience: str | None = None
    fields: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    placeholders: str | None = None
    format: str | None = None


class FileSettings(NamedTuple):
    """What holds for one file. ``language`` is None where it is to be found out."""

    language: str | None = None
    audience: str = AUDIENCES[0]
    fields: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    placeholders: str | None = None
    format: str | None = None


class Config(NamedTuple):
    """A configuration file; without one, all is as here.

    ``path`` is the file, ``folder`` where it stands and where its globs start. Paths in ``packs``,
    ``baseline`` and ``checklist`` are as written, relative to ``folder``.
    """

    path: str | None = None
    folder: str = ""
    language: str | None = None
    audience: str = AUDIENCES[0]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "warning"
    messages: str | None = None
    packs: tuple[str, ...] = ()
    checklist: str | None = None
    baseline: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    gitignore: bool = True
    fields: tuple[str, ...] = ()
    placeholders: str | None = None
    files: tuple[FileRule, ...] = ()
    entries: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For each entry (macro, key), by a pattern of its name, the rules that say nothing there."""

    def of_file(self, path: str) -> FileSettings:
        """Return what holds for the file at ``path`` (relative to ``folder``, with ``/``).

        Later rules win over earlier ones; their ``ignore`` lists add up. What a path itself says
        of the language counts for more than the language of the whole configuration.
        """
        found = FileSettings(
            language_of_path(path) or self.language,
            self.audience,
            self.fields,
            (),
            self.placeholders,
        )
        for rule in self.files:
            if matches((rule.match,), path):
                found = FileSettings(
                    rule.language or found.language,
                    rule.audience or found.audience,
                    found.fields if rule.fields is None else rule.fields,
                    (*found.ignore, *rule.ignore),
                    rule.placeholders or found.placeholders,
                    rule.format or found.format,
                )
        return found
