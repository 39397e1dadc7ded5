"""Readers: each module of this folder turns the bytes of one family of formats into a Document.

A reader is a module with ``read(data, source, settings)`` and lines in ``_FORMATS``; it is
imported when a file of its kind comes. What no reader claims is read as plain text.
"""

from __future__ import annotations

import os
from errno import ELOOP
from importlib import import_module
from stat import S_ISREG

from servicetone.errors import ReaderError
from servicetone.model import Document, Note
from servicetone.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from servicetone.model import Edit

    class File(Protocol):
        """The file behind a document, ready to be written with changes."""

        def rewritten(self, edits: Sequence[Edit]) -> bytes:
            """Return the bytes of the file with ``edits`` of the document's text carried out."""

        def can_hold(self, words: str) -> bool:
            """Return whether ``words`` can be written in the file."""


class Settings(NamedTuple):
    """What a configuration says of a file.

    ``fields`` are patterns of the values to check in data files (``*.reply``, ``messages.*``);
    without any, what reads as a sentence is. ``format`` is the name ending to go by instead of
    the file's own.
    """

    fields: tuple[str, ...] = ()
    format: str | None = None

    def takes(self, path: str) -> bool:
        """Return whether one of the ``fields`` is the value at ``path``: its keys with dots."""
        from fnmatch import fnmatchcase

        return any(fnmatchcase(path, pattern) for pattern in self.fields)


class Reading(NamedTuple):
    """A document, the file behind it, and what a person should know about how it was read."""

    document: Document
    file: File
    notes: tuple[Note, ...] = ()


_FORMATS = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".eml": "mail",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".mjml": "html",
    ".json": "json",
    ".arb": "json",
    ".toml": "toml",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".properties": "properties",
    ".strings": "strings",
    ".po": "po",
    ".csv": "csv",
    ".tsv": "csv",
    ".xlf": "xml",
    ".xliff": "xml",
    ".resx": "xml",
    "strings.xml": "xml",
    "arrays.xml": "xml",
    "plurals.xml": "xml",
}
_ONLY_WHEN_NAMED = {".xml": "xml"}
_LARGEST = 256_000_000
"""Bytes of a file that are read at most."""
_DEFAULT = Settings()


def suffixes() -> tuple[str, ...]:
    """Return every file name ending that a reader claims: what a folder is searched for."""
    return tuple(_FORMATS)


def read(path: str, settings: Settings = _DEFAULT) -> Reading:
    """Read the file at ``path``; raise ReaderError where that cannot be done."""
    return read_bytes(read_file(path), path, settings)


def read_file(path: str) -> bytes:
    """Return the bytes of the file at ``path``; raise ReaderError where that cannot be done."""
    try:
        with open(path, "rb") as file:
            info = os.fstat(file.fileno())
            if info.st_size <= _LARGEST:
                # A device may never end; the size of a file says how much to read at once.
                data = file.read() if S_ISREG(info.st_mode) else file.read(_LARGEST + 1)
                if len(data) <= _LARGEST:
                    return data
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    raise ReaderError(
        f"this file is larger than {_LARGEST // 1_000_000} MB",
        path=path,
        hint="for tables of any size there is servicetone scan",
    )


def read_bytes(data: bytes, source: str | None = None, settings: Settings = _DEFAULT) -> Reading:
    """Read ``data`` as the format that the name ``source`` ends with, or as plain text.

    Raises ReaderError where it is not of that format.
    """
    suffix = settings.format or os.path.splitext(source or "")[1].lower()
    name = _FORMATS.get(suffix) or _ONLY_WHEN_NAMED.get(suffix) or "text"
    reader = import_module(f"{__name__}.{name}")
    reading: Reading = reader.read(data, source, settings)
    return reading


def _unreadable(path: str, error: OSError | ValueError) -> ReaderError:
    if isinstance(error, FileNotFoundError):
        return ReaderError(
            "there is no such file", path=path, hint="check the spelling of the path"
        )
    if isinstance(error, IsADirectoryError):
        return ReaderError("this is a folder, not a file", path=path)
    if isinstance(error, PermissionError):
        return ReaderError("this file may not be read", path=path, hint="check its permissions")
    if getattr(error, "errno", None) == ELOOP:
        return ReaderError(
            "this is a link that leads back to itself", path=path, hint="remove it, or link it anew"
        )
    reason = getattr(error, "strerror", None) or str(error)
    return ReaderError(f"this file could not be read: {reason}", path=path)
