"""Which files a command line means: those named, and the text files of the folders named."""

from __future__ import annotations

import os
import stat

from servicetone.errors import ReaderError
from servicetone.readers import suffixes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.cli.project import Project

STDIN = "-"
_NOT_WRITTEN_BY_HAND = {"node_modules", "__pycache__", "venv", "site-packages"}


def find_files(paths: list[str], project: Project, *, force_exclude: bool = False) -> list[str]:
    """Return every file to read, each once, in the order asked for; folders sorted.

    Folders give files of the known formats, and those that the configuration includes, that are
    not hidden, excluded or ignored by git. A file that is named is read in any case, unless
    ``force_exclude`` says that exclusions hold for it too. Raises ReaderError for a path that does
    not exist, so that a run with a slip in it stops before it begins.
    """
    found: dict[str, str] = {}
    for path in paths:
        if path == STDIN:
            found.setdefault(STDIN, STDIN)
        elif os.path.isdir(path):
            for file in _walk(path, project):
                found.setdefault(os.path.normpath(file), file)
        elif os.path.exists(path):
            if not (force_exclude and project.is_excluded(path)):
                found.setdefault(os.path.normpath(path), path)
        else:
            raise ReaderError("there is no such file or folder", path=path, hint=_hint(path))
    return list(found.values())


def _walk(folder: str, project: Project) -> list[str]:
    from servicetone.cli.git import ignored_paths

    known, config = suffixes(), project.config
    unwanted = project.is_excluded if config.folder or project.own else None
    ignored = ignored_paths(folder) if config.gitignore else frozenset()
    real = os.path.realpath(folder) if ignored else ""

    def is_wanted(place: str, name: str) -> bool:
        if name.startswith(".") or name in _NOT_WRITTEN_BY_HAND:
            return False
        path = os.path.join(place, name)
        if ignored:
            inside = os.path.relpath(path, folder)
            if os.path.normpath(os.path.join(real, inside)) in ignored:
                return False
        return unwanted is None or not unwanted(path)

    found: list[str] = []

    def pass_on(error: OSError) -> None:
        found.append(error.filename)  # whoever reads it tells what is wrong, and the run goes on

    for place, folders, files in os.walk(folder, onerror=pass_on):
        folders[:] = sorted(name for name in folders if is_wanted(place, name))
        shown = "" if place == os.curdir else place.removeprefix(os.path.join(os.curdir, ""))
        for name in sorted(files):
            path = os.path.join(shown, name)
            if (
                (name.lower().endswith(known) or project.is_included(path))
                and is_wanted(place, name)
                and not _never_ends(path)
            ):
                found.append(path)
    return found


def _never_ends(path: str) -> bool:
    """Return whether reading would wait for what somebody may write: a pipe or a device."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False  # whoever reads it tells what is wrong
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


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
