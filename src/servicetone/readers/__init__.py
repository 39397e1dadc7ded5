"""Readers: each module of this folder turns the bytes of one file format into a Document.

A reader is a module with ``SUFFIXES`` (lower case, with the dot) and ``read(data, source)``; to
add a format, add a file. What no reader claims is read as plain text.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from servicetone.errors import ReaderError

if TYPE_CHECKING:
    from typing import Protocol

    from servicetone.model import Document, Note

    class Reader(Protocol):
        """One module of this folder."""

        SUFFIXES: tuple[str, ...]

        def read(self, data: bytes, source: str | None) -> Reading:
            """Return the document in ``data``; raise ReaderError where it is not readable."""


class Reading(NamedTuple):
    """A document, and what a person should know about how it was read."""

    document: Document
    notes: tuple[Note, ...] = ()


_NOT_FORMATS = {"__init__", "__pycache__", "decoding"}


def suffixes() -> tuple[str, ...]:
    """Return every file name ending that a reader claims: what a folder is searched for."""
    return tuple(sorted(_readers()))


def read(path: str) -> Reading:
    """Read the file at ``path``; raise ReaderError where that cannot be done."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    return read_bytes(data, path)


def read_bytes(data: bytes, source: str | None = None) -> Reading:
    """Read ``data`` as the format that the name ``source`` ends with, or as plain text."""
    suffix = os.path.splitext(source or "")[1].lower()
    readers = _readers()
    return (readers.get(suffix) or readers[".txt"]).read(data, source)


@cache
def _readers() -> dict[str, Reader]:
    """Return the reader of each file name ending."""
    names = {name.split(".")[0] for folder in __path__ for name in os.listdir(folder)}
    found: dict[str, Reader] = {}
    for name in sorted(names - _NOT_FORMATS):
        module: Reader = import_module(f"{__name__}.{name}")
        found.update(dict.fromkeys(module.SUFFIXES, module))
    return found


def _unreadable(path: str, error: OSError | ValueError) -> ReaderError:
    if isinstance(error, FileNotFoundError):
        return ReaderError(
            "there is no such file", path=path, hint="check the spelling of the path"
        )
    if isinstance(error, IsADirectoryError):
        return ReaderError("this is a folder, not a file", path=path)
    if isinstance(error, PermissionError):
        return ReaderError("this file may not be read", path=path, hint="check its permissions")
    reason = getattr(error, "strerror", None) or str(error)
    return ReaderError(f"this file could not be read: {reason}", path=path)
