"""What is already good in a text, and what a reply may still lack, for people to read."""

from __future__ import annotations

from servicetone.terminal.cells import clean, width, wrap
from servicetone.terminal.style import BOLD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicetone.report import Report
    from servicetone.terminal.style import Look

_SHOWN = 3
"""So many words of one kind are named."""
_MARKERS = {
    "acknowledges": "shows that you heard them",
    "answers": "answers",
    "next-step": "says what happens next",
    "when": "says when",
    "contact": "says who to turn to",
    "thanks": "thanks",
    "owns-mistake": "owns a mistake",
    "offers-help": "offers help",
    "checks-in": "checks in",
    "celebrates": "celebrates",
}
_ITEMS = {
    "acknowledges": "a word that shows you heard them",
    "answers": "the answer, even if it is a no",
    "next-step": "what happens next, or what they can do",
    "when": "when",
    "contact": "who to turn to",
    "thanks": "a thank-you",
    "owns-mistake": "a word on what went wrong on our side",
    "offers-help": "an offer to help",
    "checks-in": "a question about how it went",
    "celebrates": "a word on what went well",
}


def warmth(report: Report, path: str, look: Look) -> str:
    """Return the paragraph on ``report``; it informs, and asks for nothing."""
    heading = "already good" if report.markers else "before it goes out"
    rows = [f"{look.paint(path, BOLD)} {look.paint(heading, BOLD)}"]
    for kind in dict.fromkeys(each.kind for each in report.markers):
        words = [clean(each.text) for each in report.markers if each.kind == kind]
        shown = ", ".join(f'"{each}"' for each in [*dict.fromkeys(words)][:_SHOWN])
        rows += _labelled(f"+ {_MARKERS.get(kind, kind)}: ", shown, look)
    missing = [_ITEMS.get(each.name, each.name) for each in report.checklist if not each.is_done]
    if missing:
        rows += _labelled("Perhaps add: ", "; ".join(missing), look)
    elif report.checklist:
        rows += _labelled("+ ", "everything on the checklist is there", look)
    return "\n".join(rows) + "\n\n"


def _labelled(label: str, text: str, look: Look) -> Iterator[str]:
    room = max(20, look.width - 2 - width(label))
    for number, line in enumerate(wrap(text, room)):
        yield f"  {label if not number else ' ' * width(label)}{line}"
