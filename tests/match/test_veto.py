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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nej, det går inte. Systemet säger nej.", "sv"),
        ("Det kan ikke lade sig gøre.\n\nVenlig hilsen", "da"),
        ("Vi gjør ingen unntak. Ha en fin dag.", "nb"),
        ("Det går ikkje. Slik er reglane.", "nn"),
    ],
)
def test_a_bare_no_is_reported(text, language):
    found, _ = reasons(text, language, "customer")
    assert "stonewalling" in found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nej, det går inte. Vagnen är full. Jag kan boka om dig till nästa.", "sv"),
        ("Det går tyvärr inte.\n\nDäremot kan du byta till en annan färg.", "sv"),
        ("Det kan ikke lade sig gøre, men jeg sender dig en ny.", "da"),
        ("Vi gjør ingen unntak, fordi isen må være trygg.", "nb"),
        ("Det går ikkje. Grunnen er at ferja er full.", "nn"),
    ],
)
def test_a_no_with_a_reason_or_a_way_on_is_left_alone(text, language):
    found, vetoed = reasons(text, language, "customer")
    assert found == []
    assert "answered" in vetoed


def test_a_reason_that_stands_before_does_not_answer_a_no():
    found, _ = reasons("Jag skickar villkoren. Det går inte. Så är det.", "sv", "customer")
    assert "stonewalling" in found
