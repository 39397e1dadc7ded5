"""What an analysis gains where the target decides; docs/pipelines.md reports the figures."""

import pytest

from analysis.targets import sentences
from servicetone import Checker
from servicetone.model import LANGUAGES, Document


def score(language, *, analysed):
    """Return precision and recall."""
    checker = Checker((language,))
    right = wrong = missed = 0
    for text, gold, flagged in sentences(language):
        document = Document(text, None, "internal", language)
        report = checker.check_document(document, gold if analysed else None)
        right += flagged and bool(report.findings)
        wrong += not flagged and bool(report.findings)
        missed += flagged and not report.findings
    return right / max(1, right + wrong), right / (right + missed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_analysis_finds_more_and_not_at_the_cost_of_precision(language):
    without, recall_without = score(language, analysed=False)
    precision, recall = score(language, analysed=True)
    assert recall > recall_without
    assert precision >= without
    assert recall >= 0.9
    assert len(sentences(language)) >= 60
