"""Options for displaCy, so that findings look alike everywhere."""

from __future__ import annotations

from typing import Any

from servicetone.model import Category

# Light backgrounds that black text can be read on; related categories have related hues.
COLOURS = {
    Category.CONTEMPT: "#ff9b9b", Category.PROFANITY: "#ffb3a7", Category.NEGLECT: "#ffc2d1",
    Category.BLAME: "#ffc78f", Category.COMMAND: "#ffd6a5", Category.DISTRUST: "#ffe08a",
    Category.DEFLECTION: "#cfe8a9", Category.STONEWALLING: "#b5e0b0", Category.RELUCTANCE: "#a8dfc9",
    Category.MINIMIZING: "#a7d8de", Category.CONDESCENSION: "#a9c9f2", Category.IMPATIENCE: "#bcbcf2",
    Category.SARCASM: "#d9b8f0", Category.VAGUENESS: "#e2e2e2", Category.COLDNESS: "#d3dbe3",
}  # fmt: skip


def display(doc: Any | None = None) -> dict[str, Any]:
    """Return options for ``displacy.render(doc, style="span", options=display(doc))``.

    With a ``doc``, only the categories that occur in it are listed.
    """
    names = {str(category) for category in Category}
    if doc is not None:
        names = {span.label_ for span in doc.spans.get("servicetone", ())}
    colours = {str(category): colour for category, colour in COLOURS.items() if category in names}
    return {"spans_key": "servicetone", "colors": colours}
