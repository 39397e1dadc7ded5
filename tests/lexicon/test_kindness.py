"""Messages say what the reader may hear and offer a way out; none of them scolds the writer."""

import re

import pytest

from servicetone.lexicon.load import load_categories, load_concepts
from servicetone.model import LANGUAGES, Category

HARSH = {
    "sv": r"måste|borde|får inte|ska inte|aldrig|fel\b|dumt|olämplig|otrevlig|oförskämd|sluta",
    "da": r"skal ikke|må ikke|burde|aldrig|forkert|dumt|upassende|uhøflig|hold op|stop",
    "nb": r"må ikke|skal ikke|burde|aldri|galt|dumt|upassende|uhøflig|slutt",
    "nn": r"må ikkje|skal ikkje|burde|aldri|gale|dumt|upassande|uhøfleg|slutt",
    "en": r"must|should|never|wrong|rude|bad|inappropriate|stop|don't|do not write",
}
MAY = r"kan|kanske|måske|kanskje|skulle|ville|can|may|would"


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("language", [*LANGUAGES, "en"])
def test_a_message_is_kind(category, language):
    message = load_categories()[category].messages[language]
    heard, semicolon, _ = message.partition(";")
    assert semicolon, "what the reader may hear; what works better"
    assert re.search(rf"\b(?:{MAY})\b", heard), f"it may land so, it need not: {heard}"
    own = re.sub("[”“«][^”»]*[”»]", "", message)
    assert not re.search(rf"\b(?:{HARSH[language]})", own, re.IGNORECASE), message
    assert len(message) <= 150


@pytest.mark.parametrize("language", LANGUAGES)
def test_advice_does_not_scold(language):
    scolding = re.compile(
        r"^(?:du|ni|I|De|dere|de) (?:måste|får inte|ska inte|skal ikke|må ikke|må ikkje|skal ikkje)"
        r"|^(?:sluta|slutt|hold op|stop)\b",
        re.IGNORECASE,
    )
    for concept in load_concepts():
        for rule in concept.rules.get(language, ()):
            assert not scolding.search(rule.advice), (concept.id, rule.advice)
