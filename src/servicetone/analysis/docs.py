"""Check a document that spaCy or Stanza has made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servicetone.checker import Checker

if TYPE_CHECKING:
    from servicetone.report import Report

_SPOKEN = {"sv": "sv", "da": "da", "nb": "nb", "nn": "nn", "no": "no"}


def language_of(name: str | None) -> str | None:
    """Return the language of a pipeline as servicetone calls it; None where it must be found out.

    A pipeline for many languages ("xx") or for another one says nothing about the text.
    """
    return _SPOKEN.get(name or "")


def check_doc(
    doc: Any,
    language: str | None = None,
    audience: str = "customer",
    *,
    checker: Checker | None = None,
) -> Report:
    """Return what was found in a spaCy ``Doc`` or a Stanza ``Document``.

    Offsets are code points of the report's ``text``: that of ``doc``, or, for a document read from
    CoNLL-U, its sentences one a line. Without ``language``, that of the pipeline counts, else it
    is found out. Raises ``TypeError`` for anything else.
    """
    text = text_of(doc)
    language = language or language_of(getattr(doc, "lang_", None) or getattr(doc, "lang", None))
    return (checker or Checker()).check(text, language, audience)


def text_of(doc: Any) -> str:
    """Return the text of a spaCy ``Doc`` or a Stanza ``Document``; raise TypeError for others."""
    if hasattr(doc, "sentences"):  # Stanza
        return doc.text or "\n".join(sentence.text or "" for sentence in doc.sentences)
    if hasattr(doc, "vocab") and hasattr(doc, "char_span"):  # spaCy
        return str(doc.text)
    raise TypeError(
        f"expected a spaCy Doc or a Stanza Document, not {type(doc).__name__}; "
        "for a str there is servicetone.check"
    )
