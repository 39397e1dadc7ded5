"""One object with all diagnostics for reviewdog (``-f=rdjson``)."""

from __future__ import annotations

import json

from servicetone.render.rdjsonl import SOURCE, diagnostics

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicetone.report import Checked, Problem
    from servicetone.terminal.style import Look

FOR_PROGRAMS = True


def render(outcomes: Iterable[Checked | Problem], look: Look) -> Iterator[str]:
    """Yield the object piece by piece; columns count bytes of UTF-8, as reviewdog asks."""
    yield f'{{\n"source": {json.dumps(SOURCE)},\n"diagnostics": ['
    separator = "\n"
    for each in diagnostics(outcomes, look):
        yield separator + json.dumps(each, ensure_ascii=False)
        separator = ",\n"
    yield "\n]\n}\n"
