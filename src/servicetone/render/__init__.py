"""Output formats: each module of this folder turns checked documents into text.

A format is a module with ``render(outcomes, look)``, a pure function that yields pieces of text as
documents come in; ``FOR_PROGRAMS = True`` says that it must be UTF-8 on every system. Its name on
the command line is the module's, with hyphens: to add a format,
add a file.
"""

from __future__ import annotations

import os
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Protocol

    from servicetone.report import Checked, Problem
    from servicetone.terminal.style import Look

    class Renderer(Protocol):
        """Turns a stream of outcomes into a stream of text."""

        def __call__(self, outcomes: Iterable[Checked | Problem], look: Look) -> Iterator[str]:
            """Yield pieces of text that together are the output."""


def formats() -> tuple[str, ...]:
    """Return the names of all output formats, sorted."""
    names = {
        name.split(".")[0].replace("_", "-") for folder in __path__ for name in os.listdir(folder)
    }
    return tuple(sorted(name for name in names if not name.startswith("-")))


def renderer(name: str) -> Renderer:
    """Return the renderer of a format of ``formats()``."""
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    render: Renderer = module.render
    return render


def is_for_programs(name: str) -> bool:
    """Tell whether a format of ``formats()`` is read by programs: UTF-8 whatever the terminal."""
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    return bool(getattr(module, "FOR_PROGRAMS", False))
