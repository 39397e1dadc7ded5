"""Where output goes: standard output in the right colours, or a file that is written whole."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress

from servicetone.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

COLOR_CHOICES = ("auto", "always", "never")
_DEFAULT_WIDTH = 80
_WIDEST = 120
_PATIENCE = 1.0
_PROGRESS_EVERY = 0.1


def wants_color(choice: str, stream: TextIO | None) -> bool:
    """Return whether to use colour: as chosen, else as the environment and the terminal say."""
    if choice != "auto":
        return choice == "always" and _enable_ansi()
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return _enable_ansi()
    terminal = stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
    return terminal and _enable_ansi()


def screen_width(stream: TextIO | None) -> int:
    """Return the cells of a line: the terminal's, within reason, or 80 where there is none."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return max(40, min(int(columns), _WIDEST))
    try:
        if stream is not None and stream.isatty():
            found = os.get_terminal_size(stream.fileno()).columns
            return max(40, min(found or _DEFAULT_WIDTH, _WIDEST))
    except (OSError, ValueError):
        pass
    return _DEFAULT_WIDTH


@contextmanager
def output(path: str | None, *, machine: bool) -> Iterator[Callable[[str], object]]:
    """Give a function that writes to ``path``, or to standard output where it is None.

    A file appears whole or not at all. ``machine`` output is UTF-8 on every system; a lone
    surrogate, which UTF-8 cannot hold, is written as the escape that JSON reads back.
    """
    if path is None:
        if machine and hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        yield sys.stdout.write
        return
    errors = "backslashreplace" if machine else "replace"
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        with open(temporary, "w", encoding="utf-8", errors=errors, newline="\n") as file:
            yield file.write
        os.replace(temporary, path)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise _unwritable(path, error) from None
        raise


def _unwritable(path: str, error: OSError) -> ConfigError:
    return ConfigError(
        f"{path} cannot be written: {error.strerror}",
        hint="check that the folder exists and that you may write there",
    )


class Progress:
    """One line on standard error that says how far a long run is, if a terminal is watching."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self._total = total
        self._watched = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._next = time.monotonic() + _PATIENCE
        self._shown = False

    def step(self, done: int) -> None:
        """Say that ``done`` files are done, now and then."""
        if not self._watched or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _PROGRESS_EVERY
        self._shown = True
        print(f"\r{done} of {self._total} files …", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the line away before something else is printed."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._shown = False


def _enable_ansi() -> bool:
    """Let a Windows console read ANSI codes; elsewhere there is nothing to do."""
    if os.name == "nt":
        os.system("")  # the documented side effect of starting a shell is what is wanted
    return True
