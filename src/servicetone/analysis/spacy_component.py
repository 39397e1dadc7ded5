"""The spaCy component: ``nlp.add_pipe("servicetone")``.

Sets ``doc.spans["servicetone"]`` (label: category, span id: rule), ``doc._.servicetone`` (the
Report) and ``span._.servicetone`` (the Finding of such a span). Installed as the entry point
``servicetone`` of the group ``spacy_factories``, so importing spaCy is enough.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from servicetone.analysis.docs import check_doc, language_of
from servicetone.analysis.packing import pack, unpack
from servicetone.checker import Checker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from servicetone.model import Finding
    from servicetone.report import Report

KEY = "servicetone"


class ServiceTone:
    """Checks the text of each document that comes by; holds settings only, nothing learnt."""

    def __init__(
        self,
        language: str | None,
        audience: str,
        select: list[str],
        ignore: list[str],
        messages: str | None,
    ) -> None:
        self.language, self.audience = language, audience
        self.checker = Checker(select=select, ignore=ignore, messages=messages)
        self.checker.check("", language, audience)  # a wrong name is told when the pipe is added

    def __call__(self, doc: Doc) -> Doc:
        """Set the findings of ``doc``. A span covers every token that a finding touches."""
        report = check_doc(doc, self.language, self.audience, checker=self.checker)
        spans = [
            doc.char_span(
                finding.start,
                finding.end,
                label=str(finding.category),
                span_id=finding.rule,
                alignment_mode="expand",
            )
            for finding in report.findings
        ]
        doc.spans[KEY] = [span for span in spans if span is not None]
        doc.user_data[KEY] = pack(report)
        return doc


@Language.factory(
    KEY,
    assigns=["doc.spans", "doc._.servicetone", "span._.servicetone"],
    default_config={
        "language": None,
        "audience": "customer",
        "select": [],
        "ignore": [],
        "messages": None,
    },
)
def make(
    nlp: Language,
    name: str,
    language: str | None,
    audience: str,
    select: list[str],
    ignore: list[str],
    messages: str | None,
) -> ServiceTone:
    """Return the component; ``language`` None means that of the pipeline, else found out."""
    return ServiceTone(language or language_of(nlp.lang), audience, select, ignore, messages)


def _report(doc: Doc) -> Report | None:
    packed: dict[str, Any] | None = doc.user_data.get(KEY)
    return None if packed is None else unpack(packed, doc.text)


def _finding(span: Span) -> Finding | None:
    """Return the first finding of the span's rule that its tokens hold."""
    report = _report(span.doc)
    for finding in () if report is None else report.findings:
        if (
            finding.rule == span.id_
            and span.start_char <= finding.start
            and finding.end <= span.end_char
        ):
            return finding
    return None


Doc.set_extension(KEY, getter=_report, force=True)
Span.set_extension(KEY, getter=_finding, force=True)
