"""XML attributes and text, written by hand: a handful of elements needs no library."""

from __future__ import annotations

import re

_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\n": "&#10;",
        "\r": "&#13;",
        "\t": "&#9;",
    }
)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape(text: str) -> str:
    """Return ``text`` for an attribute or an element; what XML cannot hold becomes U+FFFD."""
    return _NOT_XML.sub("\ufffd", text).translate(_ESCAPES)


def tag(name: str, /, *, close: bool = False, **attributes: object) -> str:
    """Return a start tag (``close``: an empty element); attributes that are None are left out."""
    given = "".join(
        f' {key}="{escape(str(value))}"' for key, value in attributes.items() if value is not None
    )
    return f"<{name}{given}{'/' if close else ''}>"
