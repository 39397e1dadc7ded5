"""servicetone inside spaCy and Stanza, and linguistic analysis for the rules that ask for it.

``check_doc`` checks a document that is annotated already, ``display`` colours the findings of a
spaCy Doc for displaCy, ``SpacyAnalyser`` and ``StanzaAnalyser`` let ``Checker`` ask a pipeline.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_PLACES = {
    "check_doc": "docs",
    "display": "colours",
    "SpacyAnalyser": "pipelines",
    "StanzaAnalyser": "pipelines",
}
__all__ = ["SpacyAnalyser", "StanzaAnalyser", "check_doc", "display"]


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: the base needs none of it."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
