"""Emphasis with plain ANSI codes, in colours that can be read on dark and on light backgrounds.

Yellow and bright cyan vanish on white, blue on black: none of them is used.
"""

from __future__ import annotations

from servicetone.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

BOLD = "1"
RED = "31"
MAGENTA = "35"
CYAN = "36"
SEVERITY = {"error": RED, "warning": MAGENTA, "info": CYAN}


def _unknown(rule: str) -> str | None:
    return None


class Look(NamedTuple):
    """How output should look: ``width`` in cells; ``explain`` shows what was left alone, and why.

    ``folder`` is where relative paths start and ``root`` the top of the repository, both absolute
    or empty. ``fail_on`` is the severity from which on a run fails; ``baseline`` says
    that there is one; ``rationale`` tells why a rule exists, in English, where that is known.
    """

    color: bool = False
    width: int = 80
    explain: bool = False
    summary: bool = True
    folder: str = ""
    root: str = ""
    fail_on: str = "warning"
    baseline: bool = False
    rationale: Callable[[str], str | None] = _unknown

    def paint(self, text: str, *codes: str) -> str:
        """Return ``text`` with the ANSI ``codes`` around it, or as it is without colour."""
        if not self.color or not text:
            return text
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m"
