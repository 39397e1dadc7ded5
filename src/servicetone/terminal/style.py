"""Emphasis with plain ANSI codes, in colours that can be read on dark and on light backgrounds.

Yellow and bright cyan vanish on white, blue on black: none of them is used.
"""

from __future__ import annotations

from typing import NamedTuple

BOLD = "1"
RED = "31"
MAGENTA = "35"
CYAN = "36"
SEVERITY = {"error": RED, "warning": MAGENTA, "info": CYAN}


class Look(NamedTuple):
    """How output should look: ``width`` in cells; ``explain`` shows what was left alone, and why."""

    color: bool = False
    width: int = 80
    explain: bool = False
    summary: bool = True

    def paint(self, text: str, *codes: str) -> str:
        """Return ``text`` with the ANSI ``codes`` around it, or as it is without colour."""
        if not self.color or not text:
            return text
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m"
