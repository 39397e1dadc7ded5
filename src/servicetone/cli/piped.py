"""Text that is piped in."""

from __future__ import annotations

import os
import stat
import sys


def piped_text() -> bytes | None:
    """Return what was piped in or redirected, None where nothing was.

    A socket or a terminal as standard input may wait forever, so they are not read unasked.
    """
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (AttributeError, OSError, ValueError):
        return None
    if not (stat.S_ISFIFO(mode) or stat.S_ISREG(mode)):
        return None
    return sys.stdin.buffer.read() or None


def read_stdin() -> bytes:
    """Return all of standard input, asking for it where a person is to type it."""
    if sys.stdin is None:
        return b""
    if sys.stdin.isatty():
        end = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
        print(f"Type or paste the text, then press {end} on a new line:", file=sys.stderr)
    return sys.stdin.buffer.read()
