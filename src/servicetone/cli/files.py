"""Which files a command line means: those named, and the text files of the folders named."""

from __future__ import annotations

import os

from servicetone.errors import ReaderError
from servicetone.readers import suffixes

STDIN = "-"
_NOT_WRITTEN_BY_HAND = {"node_modules", "__pycache__", "venv", "site-packages"}


def find_files(paths: list[str]) -> list[str]:
    """Return every file to read, each once, in the order asked for; folders sorted.

    Folders give files of the known formats that are not hidden. Raises ReaderError for a path
    that does not exist, so that a run with a slip in it stops before it begins.
    """
    found: dict[str, str] = {}
    for path in paths:
        if path == STDIN:
            found.setdefault(STDIN, STDIN)
        elif os.path.isdir(path):
            for file in _walk(path):
                found.setdefault(os.path.normpath(file), file)
        elif os.path.exists(path):
            found.setdefault(os.path.normpath(path), path)
        else:
            raise ReaderError("there is no such file or folder", path=path, hint=_hint(path))
    return list(found.values())


def _walk(folder: str) -> list[str]:
    known = suffixes()
    found = []
    for place, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in _NOT_WRITTEN_BY_HAND
        )
        shown = "" if place == os.curdir else place.removeprefix(os.path.join(os.curdir, ""))
        found += [
            os.path.join(shown, name)
            for name in sorted(files)
            if not name.startswith(".") and name.lower().endswith(known)
        ]
    return found


def _refuse(error: OSError) -> None:
    raise ReaderError(
        f"this folder cannot be read: {error.strerror}", path=error.filename
    ) from None


def _hint(path: str) -> str:
    from servicetone.cli.options import closest

    folder, name = os.path.split(path)
    try:
        near = closest(name, os.listdir(folder or "."))
    except OSError:
        return f"there is no folder {folder} either"
    if near:
        return f"did you mean {os.path.join(folder, near)}?"
    return "check the spelling; - stands for text that is piped in"
