"""Vetoes: the same words are reported or left alone by what stands around them."""

import pytest

import servicetone


def reasons(text, language="sv", audience="internal"):
    report = servicetone.check(text, language, audience, explain=True)
    return [f.category for f in report.findings], {v.reason for v in report.vetoed}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kunden är en idiot.", "sv"),
        ("Hon som köpte skrivaren, hon är en mardröm.", "sv"),
        ("Hon är dum i huvudet.", "sv"),
        ("Kunden er en idiot.", "da"),
        ("Kunden er en idiot.", "nb"),
        ("Kunden er ein idiot.", "nn"),
    ],
)
def test_said_of_somebody_it_is_reported(text, language):
    found, _ = reasons(text, language)
    assert "contempt" in found


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        ("Kunden är ingen idiot.", "sv", "negated"),
        ("Jag är en idiot som glömde bilagan.", "sv", "self"),
        ("Jag är så dum i huvudet, glömde headsetet igen.", "sv", "self"),
        ("Jeg er simpelthen så stor en idiot.", "da", "self"),
        ("Kunden skrev att vi är en samling idioter.", "sv", "quoted"),
        ("Hon kallade oss ”ett gäng idioter” i mejlet.", "sv", "quoted"),
        ("Boken Idioten är tillbaka.", "sv", "name"),
        ("Den nya skrivaren är en mardröm.", "sv", "thing"),
        ("Kassasystemet är faktiskt en mardröm.", "sv", "thing"),
        ("Undvik ord som idiot i anteckningar.", "sv", "meta"),
    ],
)
def test_said_otherwise_it_is_left_alone_with_the_reason(text, language, reason):
    found, vetoed = reasons(text, language)
    assert found == []
    assert reason in vetoed
