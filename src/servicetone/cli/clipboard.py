"""The clipboard, through pyperclip: Windows, macOS, X11 and Wayland."""

from __future__ import annotations

from typing import Any

from servicetone.errors import ConfigError, ExtraError


def paste() -> str:
    """Return the text on the clipboard. Raises ConfigError where it cannot be reached."""
    library = _library()
    try:
        return str(library.paste())
    except library.PyperclipException:
        raise _unreachable() from None


def copy(text: str) -> None:
    """Put ``text`` on the clipboard. Raises ConfigError where it cannot be reached."""
    library = _library()
    try:
        library.copy(text)
    except library.PyperclipException:
        raise _unreachable() from None


def _library() -> Any:
    try:
        import pyperclip
    except ImportError:
        raise ExtraError("the clipboard", "draft") from None
    return pyperclip


def _unreachable() -> ConfigError:
    return ConfigError(
        "the clipboard cannot be reached from here",
        hint="on Linux install xclip or wl-clipboard; over SSH pipe the text in and out instead",
    )
