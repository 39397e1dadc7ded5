"""The Stanza processor: ``stanza.Pipeline("da", processors="tokenize,servicetone")``.

Importing this module registers it. Findings are reachable as ``document.servicetone`` (the
Report) and ``sentence.servicetone`` (the findings that begin in the sentence).
"""

from __future__ import annotations

from stanza.models.common.doc import Document, Sentence
from stanza.pipeline.processor import Processor, register_processor

from servicetone.analysis.docs import check_doc, language_of
from servicetone.checker import Checker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from servicetone.model import Finding

NAME = "servicetone"


@register_processor(NAME)
class ServiceToneProcessor(Processor):  # type: ignore[misc]  # Stanza has no types
    """Checks the text of each document that comes by. It loads no model.

    Settings are those of the pipeline: ``servicetone_audience="internal"``,
    ``servicetone_language``, ``servicetone_select`` and ``servicetone_ignore`` (with commas).
    """

    PROVIDES_DEFAULT = frozenset([NAME])
    REQUIRES_DEFAULT = frozenset(["tokenize"])

    def __init__(self, config: dict[str, Any], pipeline: Any, device: str | None = None) -> None:
        super().__init__(config, pipeline, device)
        self._audience = config.get("audience", "customer")
        self._language = config.get("language") or language_of(config.get("lang"))
        self._checker = Checker(
            select=_names(config.get("select")), ignore=_names(config.get("ignore"))
        )
        self._checker.check("", self._language, self._audience)

    def process(self, document: Document) -> Document:
        """Set the report of ``document``."""
        document._servicetone = check_doc(
            document, self._language, self._audience, checker=self._checker
        )
        return document


def _names(value: str | list[str] | None) -> tuple[str, ...]:
    if not value:
        return ()
    return tuple(value.split(",")) if isinstance(value, str) else tuple(value)


def _of_sentence(sentence: Sentence) -> list[Finding]:
    report = getattr(sentence.doc, "_servicetone", None)
    tokens = sentence.tokens
    if report is None or not tokens:
        return []
    start, end = tokens[0].start_char, tokens[-1].end_char
    return [finding for finding in report.findings if start <= finding.start < end]


def _of_document(document: Document) -> Any:
    return getattr(document, "_servicetone", None)


Document.servicetone = property(_of_document)
Sentence.servicetone = property(_of_sentence)
