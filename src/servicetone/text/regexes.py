"""Regular expressions that are compiled when a text first needs them.

Compiling those of this package at import would take as long as checking a short mail.
"""

from __future__ import annotations

import re


class Lazy:
    """A pattern of ``re`` that is compiled at the first ``use``."""

    __slots__ = ("_compiled", "_flags", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    @property
    def use(self) -> re.Pattern[str]:
        """The compiled pattern."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        return self._compiled
