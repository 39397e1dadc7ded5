"""The work on one file: read it, check it, take out what a person has settled.

It needs nothing from the run around it but ``Orders``, so it can be done in another process.
"""

from __future__ import annotations

import os

from servicetone import checker as checking
from servicetone import readers
from servicetone.errors import ReaderError
from servicetone.records import NamedTuple
from servicetone.report import Checked, Problem, problem_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.checker import Checker
    from servicetone.config.settings import FileSettings
    from servicetone.model import Checklist, Document
    from servicetone.report import Report


class Orders(NamedTuple):
    """What holds for all files of a run; plain values, so that it can be sent and compared."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    messages: str | None = None
    explain: bool = False
    packs: tuple[str, ...] = ()
    """Folders of house packs."""
    entries: tuple[tuple[str, tuple[str, ...]], ...] = ()
    checklist: Checklist | None = None
    """What to ask of replies to customers, None for nothing."""
    always: bool = False
    """Whether to ask it of texts without findings too."""


class Task(NamedTuple):
    """A file to check, by its path, and what is said of it."""

    path: str
    settings: FileSettings


class Done(NamedTuple):
    """What came of a file."""

    outcomes: tuple[Checked | Problem, ...]
    entries: frozenset[str] = frozenset()
    """The patterns of ``Orders.entries`` that settled something."""


class Worker:
    """Does tasks, one after the other."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self._checkers: dict[tuple[str, ...], Checker] = {}
        self.checker(())  # a wrong name is told before the first file is read

    def checker(self, ignore: tuple[str, ...]) -> Checker:
        """Return the checker that leaves out ``ignore`` too."""
        found = self._checkers.get(ignore)
        if found is None:
            orders = self._orders
            found = self._checkers[ignore] = checking.Checker(
                select=orders.select,
                ignore=(*orders.ignore, *ignore),
                packs=orders.packs,
                messages=orders.messages,
                explain=orders.explain,
            )
        return found

    def do(self, task: Task, data: bytes) -> Done:
        """Return what came of the file with the content ``data``."""
        path, settings = task
        try:
            reading = readers.read_bytes(data, path, reader_settings(settings))
        except ReaderError as error:
            return Done((problem_of(error, path),))
        notes = tuple(
            Problem(note.code, note.message, path=reading.document.source) for note in reading.notes
        )
        document = reading.document._replace(
            audience=settings.audience,
            language=settings.language,
            placeholders=settings.placeholders,
        )
        report, entries = self.report(document, settings)
        if any(finding.suggestions for finding in report.findings):
            from servicetone.readers.writing import as_written

            reading = reading._replace(document=document)
            found = tuple(as_written(reading, finding) for finding in report.findings)
            report = report._replace(findings=found)
        wanted = self._orders.checklist
        if wanted is not None and (report.findings or self._orders.always):
            from servicetone.warm import with_warmth

            report = with_warmth(document, report, wanted)
        needed = (
            report.findings
            or report.vetoed
            or report.suppressed
            or report.notes
            or report.markers
            or report.checklist
        )
        if not needed:  # nobody will look at the text again
            document = document._replace(text="", blocks=None)
        return Done(
            (*notes, Checked(document._replace(blocks=None), report._replace(text=None))), entries
        )

    def report(self, document: Document, settings: FileSettings) -> tuple[Report, frozenset[str]]:
        """Return what was found and not settled, and the patterns of entries that settled some."""
        report = self.checker(settings.ignore).check_document(document)
        return self._settled(document, report, settings)

    def _settled(
        self, document: Document, report: Report, settings: FileSettings
    ) -> tuple[Report, frozenset[str]]:
        used: frozenset[str] = frozenset()
        if "servicetone:" in document.text:
            from servicetone.suppress import apply_comments

            suffix = settings.format or os.path.splitext(document.source or "")[1].lower()
            checker = self.checker(settings.ignore)
            report = apply_comments(document, report, suffix, checker.rules, checker.is_enabled)
        if self._orders.entries and report.findings:
            from servicetone.suppress import apply_entries

            report, used = apply_entries(report, self._orders.entries)
        return report, used


def reader_settings(settings: FileSettings) -> readers.Settings:
    """Return what the readers need to know of a file."""
    suffix = f".{settings.format.lstrip('.').lower()}" if settings.format else None
    return readers.Settings(fields=settings.fields, format=suffix)
