"""How the output of a command should look, from its options and from where it runs."""

from __future__ import annotations

import os
from functools import partial

from servicetone.cli import screen
from servicetone.terminal.style import Look

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

_CI_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


def for_people(stream: TextIO | None, color: str, *, explain: bool, summary: bool) -> Look:
    """Return the look of what people read on ``stream``, None for a file."""
    return Look(screen.wants_color(color, stream), screen.screen_width(stream), explain, summary)


def for_programs(*, explain: bool, fail_on: str, baseline: bool, packs: Sequence[str]) -> Look:
    """Return the look of what programs read: paths from the root of the repository on.

    ``packs`` are the folders of house packs whose rules may be named.
    """
    folder = os.getcwd()
    return Look(
        explain=explain,
        folder=folder,
        root=repository_root(folder),
        fail_on=fail_on,
        baseline=baseline,
        rationale=partial(_rationale, packs),
    )


def repository_root(folder: str) -> str:
    """Return the root of the repository that ``folder`` is in: what the CI or git says, or itself."""
    for name in _CI_ROOTS:
        root = os.environ.get(name, "")
        if root and os.path.isabs(root) and folder.startswith(os.path.join(root, "")):
            return root
    place = folder
    while not os.path.exists(os.path.join(place, ".git")):
        above = os.path.dirname(place)
        if above == place:
            return folder
        place = above
    return place


def _rationale(packs: Sequence[str], rule: str) -> str | None:
    from servicetone.errors import LexiconError
    from servicetone.lexicon.load import load_concept

    try:
        return load_concept(rule).rationale
    except LexiconError:
        from servicetone.cli.house import house_concept

        concept = house_concept(rule, packs)
        return concept.rationale if concept else None
