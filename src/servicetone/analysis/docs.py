"""Documents that spaCy or Stanza has made: check them, and read what they say of their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servicetone.analysis.base import Token
from servicetone.checker import Checker
from servicetone.model import Document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

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
    is found out. What the document says of its words is used by the rules that ask for it. Raises
    ``TypeError`` for anything else.
    """
    text = text_of(doc)
    language = language or language_of(getattr(doc, "lang_", None) or getattr(doc, "lang", None))
    return (checker or Checker()).check_document(
        Document(text, None, audience, language), DocAnalyser(doc)
    )


def text_of(doc: Any) -> str:
    """Return the text of a spaCy ``Doc`` or a Stanza ``Document``; raise TypeError for others."""
    if _is_stanza(doc):
        return doc.text or "\n".join(sentence.text or "" for sentence in doc.sentences)
    if hasattr(doc, "vocab") and hasattr(doc, "char_span"):  # spaCy
        return str(doc.text)
    raise TypeError(
        f"expected a spaCy Doc or a Stanza Document, not {type(doc).__name__}; "
        "for a str there is servicetone.check"
    )


def _is_stanza(doc: Any) -> bool:
    return hasattr(doc, "sentences")


class DocAnalyser:
    """An ``Analyser`` that reads a document which is annotated already."""

    def __init__(self, doc: Any) -> None:
        self._doc = doc

    def sentence(self, text: str, start: int, end: int, language: str) -> Sequence[Token]:
        """Return the words of the sentence around ``start``; none without tags and heads."""
        for tokens in (_stanza if _is_stanza(self._doc) else _spacy)(self._doc, start):
            if tokens and tokens[0].start <= start < tokens[-1].end:
                return tokens
        return ()


def _spacy(doc: Any, start: int) -> Iterator[list[Token]]:
    if not (doc.has_annotation("POS") and doc.has_annotation("DEP")):
        return
    for sentence in doc.sents:
        if sentence.start_char <= start < sentence.end_char:
            yield [
                Token(
                    token.idx,
                    token.idx + len(token),
                    token.text,
                    token.lemma_ or token.lower_,
                    token.pos_,
                    token.morph.to_dict(),
                    None if token.head == token else token.head.i - sentence.start,
                    token.dep_.lower(),
                )
                for token in sentence
            ]


def _stanza(doc: Any, start: int) -> Iterator[list[Token]]:
    after = 0
    text = text_of(doc)
    for sentence in doc.sentences:
        tokens: list[Token] = []
        for word in sentence.words:
            # Documents from CoNLL-U carry no places; words of a contraction share its place.
            begin = text.find(word.text, after)
            begin, size = (after, 0) if begin < 0 else (begin, len(word.text))
            after = begin + size
            if word.upos is None or word.head is None:
                return
            feats = dict(
                pair.split("=", 1) for pair in (word.feats or "").split("|") if "=" in pair
            )
            tokens.append(
                Token(
                    begin,
                    after,
                    word.text,
                    word.lemma or word.text.lower(),
                    word.upos,
                    feats,
                    word.head - 1 if word.head else None,
                    word.deprel or "",
                )
            )
        if after > start:
            yield tokens
