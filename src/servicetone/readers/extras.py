"""Parsers that do not come with the base install: imported when a file asks for them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from servicetone.errors import ParserError


def needed(name: str, what: str, source: str | None) -> Any:
    """Return the module ``name``; raise ParserError with the command to install it."""
    try:
        return import_module(name)
    except ImportError:
        raise ParserError(
            f"reading {what} needs a package that is not installed",
            path=source,
            hint='python -m pip install "servicetone[formats]"',
        ) from None
