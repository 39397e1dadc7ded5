"""What git knows: which files it is told to ignore, and which lines have changed."""

from __future__ import annotations

import os
import re

from servicetone.errors import ConfigError
from servicetone.records import NamedTuple

_HUNK = re.compile(rb"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb'\\([0-7]{3}|["\\abfnrtv])')
_ESCAPES = {b"a": 7, b"b": 8, b"t": 9, b"n": 10, b"v": 11, b"f": 12, b"r": 13}


class Changes(NamedTuple):
    """Changed lines of each changed file by its real path; None: all of them."""

    files: dict[str, list[tuple[int, int]] | None]

    def holds(self, path: str) -> bool:
        """Tell whether anything in the file at ``path`` has changed."""
        return os.path.realpath(path) in self.files

    def touches(self, path: str, first: int | None, last: int | None) -> bool:
        """Tell whether a line from ``first`` to ``last`` has changed; None: where is not known."""
        stretches = self.files.get(os.path.realpath(path), [])
        if stretches is None or first is None or last is None:
            return stretches is None or bool(stretches)
        return any(start <= last and first <= end for start, end in stretches)


def changes_since(ref: str) -> Changes:
    """Return what has changed in the repository of the current folder since ``ref``.

    That is what the working tree holds that the commit where ``ref`` and HEAD parted does not,
    with files that git does not know yet. Raises ``ConfigError``.
    """
    top = os.fsdecode(_git("rev-parse", "--show-toplevel").rstrip(b"\n"))
    commit = _commit(ref)
    patch = _git(
        "-c", "core.quotePath=true", "diff", "--unified=0", "--no-color", "--no-ext-diff",
        "--no-textconv", "--find-renames", "--src-prefix=a/", "--dst-prefix=b/", "--no-relative",
        "--submodule=short", "--diff-algorithm=histogram", commit, "--", top,
    )  # fmt: skip
    files: dict[str, list[tuple[int, int]] | None] = {}
    for name, stretches in _stretches(patch).items():
        files[os.path.realpath(os.path.join(top, name))] = stretches
    new = _git("-C", top, "ls-files", "--others", "--exclude-standard", "-z")
    for path in filter(None, new.split(b"\0")):
        files[os.path.realpath(os.path.join(top, os.fsdecode(path)))] = None
    return Changes(files)


def ignored_paths(folder: str) -> frozenset[str]:
    """Return the real paths of files and folders in ``folder`` that git is told to ignore.

    Nothing where ``folder`` is in no repository or git is not there. A folder stands for all in it.
    """
    if not _in_repository(folder):
        return frozenset()
    try:
        listed = _git(
            "-C", folder, "ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z",
        )  # fmt: skip
    except ConfigError:
        return frozenset()
    real = os.path.realpath(folder)
    names = (os.fsdecode(each).rstrip("/") for each in listed.split(b"\0") if each)
    return frozenset(os.path.normpath(os.path.join(real, name)) for name in names)


def _in_repository(folder: str) -> bool:
    place = os.path.realpath(folder)
    while not os.path.exists(os.path.join(place, ".git")):
        above = os.path.dirname(place)
        if above == place:
            return False
        place = above
    return True


def _commit(ref: str) -> str:
    try:
        found = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    except ConfigError:
        raise ConfigError(
            f"git knows no {ref!r}",
            hint="name a branch, a tag or a commit; in CI, fetch it first (git fetch origin main)",
        ) from None
    commit = os.fsdecode(found.strip())
    try:
        return os.fsdecode(_git("merge-base", commit, "HEAD").strip()) or commit
    except ConfigError:  # no history in common, or too little of it was fetched
        return commit


def _stretches(patch: bytes) -> dict[str, list[tuple[int, int]] | None]:
    """Return the changed lines of each file in a patch without context."""
    files: dict[str, list[tuple[int, int]] | None] = {}
    current: list[tuple[int, int]] = []
    in_header = True
    for line in patch.split(b"\n"):
        if line.startswith(b"diff --git "):
            in_header = True
        elif in_header and line.startswith(b"+++ "):
            name = _unquoted(line[4:].rstrip(b"\t"))
            current = []
            if name.startswith(b"b/"):
                files[os.fsdecode(name[2:])] = current
        elif in_header and line.startswith(b"Binary files ") and line.endswith(b" differ"):
            name = _unquoted(line[:-7].rpartition(b" and ")[2])
            if name.startswith(b"b/"):
                files[os.fsdecode(name[2:])] = None
        elif found := _HUNK.match(line):
            in_header = False
            start, count = int(found[1]), int(found[2] or 1)
            if count:
                current.append((start, start + count - 1))
    return files


def _unquoted(name: bytes) -> bytes:
    """Undo git's quotation of odd file names."""
    if not name.startswith(b'"'):
        return name

    def char(found: re.Match[bytes]) -> bytes:
        code = found[1]
        if len(code) == 3:
            return bytes([int(code, 8)])
        return bytes([_ESCAPES[code]]) if code in _ESCAPES else code

    return _ESCAPE.sub(char, name[1:].removesuffix(b'"'))


def _git(*arguments: str) -> bytes:
    """Return what a git command prints; raise ``ConfigError`` where it fails or is not there."""
    import subprocess  # slow to load, and most runs need no git

    try:
        done = subprocess.run(
            ["git", *arguments],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=True,
            env={**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
        )
    except FileNotFoundError:
        raise ConfigError("git is needed for this and was not found", hint="install git") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1].removeprefix("fatal: ") if said else f"it stopped with {error.returncode}"
        hint = "run it inside a git repository" if "not a git repository" in reason else None
        raise ConfigError(f"git says: {reason}", hint=hint) from None
    return done.stdout
