"""Which language a paragraph is in: sentences written for this test, none of them trained on."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.errors import LanguageError
from servicetone.language.detect import Guess, identify, identify_blocks
from servicetone.language.profile import decode

PROFILE = decode((Path(__file__).parents[2] / "lexicons/languages/identify.tsv").read_bytes())

SAMPLES = {
    "sv": """
        Jag hittar inte kvittot någonstans.
        Vad gör jag om skorna inte passar?
        Ni har dragit pengar två gånger från mitt kort.
        Hon har inte svarat på mina mejl på flera veckor.
        Vi hör av oss när vi vet mer.
        Du måste logga in först.
        Det där ansvarar jag inte för.
        Tack, nu fungerar allt igen!
        Varför ringer ingen upp mig?
        Min kollega är sjuk idag.
        Vilken tid öppnar ni på lördag?
        Kunden är arg och vill prata med en chef.
        Bara gnäll från den där snubben.
        Skärp dig.
        Så jobbar vi inte här.
        Reparationen blir tyvärr dyrare än beräknat.
        Ska jag skicka tillbaka den trasiga lampan?
        Vi har flyttat ditt abonnemang till den nya adressen.
        Någon annan får ta det, jag slutar fem.
        Det ska bli trevligt att träffas.
        Självklart hjälper vi dig med det.
        Har du något emot att vänta en stund?
        Leveransen blev försenad av snöovädret.
        De är väldigt snälla på kontoret i Umeå.
        Hoppas allt är bra med dig och familjen.
        Enhetschefen återkommer med ett yttrande senast den tionde juni.
        Va gullig du är.
    """,
    "da": """
        Jeg kan ikke finde kvitteringen nogen steder.
        Hvad gør jeg, hvis skoene ikke passer?
        I har trukket penge to gange på mit kort.
        Hun har ikke svaret på mine mails i flere uger.
        Vi vender tilbage, når vi ved mere.
        Du skal logge ind først.
        Det er ikke mig, der bestemmer.
        Tak, nu virker det hele igen!
        Hvorfor er der ingen, der ringer mig op?
        Min kollega er syg i dag.
        Hvornår åbner I på lørdag?
        Kunden er vred og vil tale med en chef.
        Bare brok fra ham fyren.
        Tag dig sammen.
        Sådan arbejder vi ikke her.
        Reparationen bliver desværre dyrere end ventet.
        Skal jeg sende den ødelagte lampe retur?
        Vi har flyttet dit abonnement til den nye adresse.
        Det må en anden tage, jeg holder fri klokken fem.
        Det bliver hyggeligt at ses.
        Selvfølgelig hjælper vi dig med det.
        Har du noget imod at vente et øjeblik?
        Leveringen blev forsinket af snestormen.
        De er meget søde på kontoret i Aalborg.
        Jeg håber, at I har det godt derhjemme.
        Sagsbehandleren sender en afgørelse senest den tiende juni.
        Hvor er du sød.
    """,
    "nb": """
        Jeg finner ikke kvitteringen noe sted.
        Hva gjør jeg hvis skoene ikke passer?
        Dere har trukket penger to ganger fra kortet mitt.
        Hun har ikke svart på e-postene mine på flere uker.
        Vi gir beskjed når vi vet mer.
        Du må logge deg inn før du kan bestille noe.
        Det er ikke mitt ansvar, det der.
        Takk, nå fungerer alt igjen!
        Hvorfor er det ingen som ringer meg tilbake?
        Kollegaen min er syk i dag.
        Når åpner dere på lørdag?
        Kunden er sint og vil snakke med en sjef.
        Bare klaging fra hun dama igjen.
        Skjerp deg.
        Sånn jobber vi ikke her.
        Reparasjonen blir dessverre dyrere enn ventet.
        Skal jeg sende tilbake den ødelagte lampen?
        Vi har flyttet abonnementet ditt til den nye adressen.
        Noen andre får ta det, jeg går klokka fem.
        Det blir hyggelig å møtes.
        Selvfølgelig hjelper vi deg med det.
        Har du noe imot å vente et øyeblikk?
        Leveringen ble forsinket av snøstormen.
        De er veldig hyggelige på kontoret i Bodø.
        Håper alt er bra med deg og familien.
        Saksbehandleren sender et vedtak senest tiende juni.
        Hvor hyggelig at dere spør.
    """,
    "nn": """
        Eg finn ikkje kvitteringa nokon stad.
        Kva gjer eg om skorne ikkje passar?
        De har trekt pengar to gonger frå kortet mitt.
        Ho har ikkje svara på e-postane mine på fleire veker.
        Vi gjev beskjed når vi veit meir.
        Du må logge inn først, så vel du kva teneste du vil bruke.
        Det er ikkje mitt ansvar, det der.
        Takk, no fungerer alt att!
        Kvifor er det ingen som ringjer meg opp?
        Kollegaen min er sjuk i dag.
        Når opnar de på laurdag?
        Kunden er sint og vil snakke med ein sjef.
        Berre mas frå han karen.
        Skjerp deg, no er det nok mas frå deg i dag.
        Slik arbeider vi ikkje her.
        Reparasjonen blir diverre dyrare enn venta.
        Skal eg sende tilbake den øydelagde lampa?
        Vi har flytta abonnementet ditt til den nye adressa.
        Nokon andre får ta det, eg går klokka fem.
        Det blir hyggeleg å møtast.
        Sjølvsagt hjelper vi deg med det.
        Har du noko imot å vente ei stund?
        Leveringa vart forseinka av snøstormen.
        Dei er veldig hyggelege på kontoret i Førde.
        Vonar alt er bra med deg og familien.
        Sakshandsamaren sender eit vedtak seinast tiande juni.
        Me kjem innom og ser på det på tysdag.
    """,
    "other": """
        My order never arrived and nobody picks up the phone.
        Thanks for getting in touch!
        What a waste of time.
        You should have read the terms before signing up.
        Meine Bestellung ist immer noch nicht angekommen.
        Wir melden uns morgen bei Ihnen.
        Das hätten Sie vorher lesen müssen.
        Tilaukseni ei ole vieläkään saapunut.
        Otamme yhteyttä huomenna.
        Missä lähin myymälä on?
        Pöntunin mín er ekki komin ennþá.
        Við hringjum í þig á morgun.
        Ég skil þetta bara ekki.
        Mijn bestelling is nog steeds niet aangekomen.
        We nemen morgen contact met u op.
        Bíleggingin er ikki komin enn.
        Vit ringja til tín í morgin.
        Ma commande n'est toujours pas arrivée.
        Mi pedido todavía no ha llegado.
        Moje zamówienie jeszcze nie dotarło.
        Мой заказ до сих пор не пришёл.
        Η παραγγελία μου δεν έχει φτάσει ακόμα.
        注文した商品がまだ届きません。
    """,
}
CASES = [
    (language, line.strip())
    for language, block in SAMPLES.items()
    for line in block.strip().splitlines()
]


@pytest.mark.parametrize(("language", "text"), CASES)
def test_a_sentence_by_itself(language: str, text: str) -> None:
    assert identify(text, PROFILE).language == language


@pytest.mark.parametrize(("language", "text"), CASES)
def test_case_and_spaces_do_not_matter(language: str, text: str) -> None:
    guess = identify(text, PROFILE)
    assert identify(text.upper(), PROFILE) == guess
    assert identify("  " + text.replace(" ", "\n \t") + " \n", PROFILE) == guess


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Vi maste tyvarr saga upp avtalet, det ar inte vart fel"),
        ("sv", "Jag har inte fatt nagot svar fraan er aen"),
        ("da", "Vi kan desvaerre ikke hjaelpe dig foer paa mandag"),
        ("da", "Jeg har proevet at ringe til jer hele dagen"),
        ("nb", "Jeg har ikke faatt noe svar fra dere ennaa"),
        ("nn", "Eg har ikkje faatt noko svar fraa dykk"),
    ],
)
def test_without_nordic_letters(language: str, text: str) -> None:
    assert identify(text, PROFILE).language == language


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "1234", "12-34 567", "!?…", "🙂🙂", "— –", "\0", "\ud800"]
)
def test_nothing_to_go_by(text: str) -> None:
    assert identify(text, PROFILE) == Guess(None, 0.0)


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Jeg kan ikke komme.", {"da", "nb"}),
        ("Vi ses på fredag.", {"sv", "da"}),
        ("Ring meg i kveld.", {"nb", "nn"}),
        ("Du må logge inn først.", {"nb", "nn"}),
        ("Så snill du er.", {"nb", "nn"}),
    ],
)
def test_a_sentence_of_two_languages_names_both(text: str, both: set[str]) -> None:
    guess = identify(text, PROFILE)
    assert {guess.language, guess.runner_up} == both


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Bare mas fra han fyren."),
        ("nb", "Så hyggelig at du spør."),
        ("nb", "Du må først logge deg inn på nettsiden vår."),
        ("da", "Vi har det godt."),
        ("nn", "Takk for sist, kjære Olav."),
    ],
)
def test_a_hard_sentence_is_at_least_tried(language: str, text: str) -> None:
    guess = identify(text, PROFILE)
    assert language in (guess.language, guess.runner_up)


@pytest.mark.parametrize(
    ("language", "short"),
    [("sv", "Tack!"), ("da", "Tak!"), ("nb", "Hei alle sammen"), ("nn", "Takk!")],
)
def test_a_short_paragraph_follows_its_document(language: str, short: str) -> None:
    body = [text for found, text in CASES if found == language][:8]
    guesses = identify_blocks([short, *body, "Kim", "OK"], PROFILE)
    assert [guess.language for guess in guesses] == [language] * 11


def test_a_plain_sentence_keeps_its_language_in_a_strange_document() -> None:
    swedish = [text for language, text in CASES if language == "sv"]
    guesses = identify_blocks(
        [*swedish, "My order never arrived and nobody picks up the phone."], PROFILE
    )
    assert guesses[-1].language == "other"
    guesses = identify_blocks([*swedish, "Jeg kan ikke finde kvitteringen nogen steder."], PROFILE)
    assert guesses[-1].language == "da"


def test_the_hint_no_leaves_bokmål_and_nynorsk() -> None:
    texts = [
        "Jeg kan ikke finde kvitteringen.",
        "Jag hittar inte kvittot.",
        "Eg veit ikkje.",
        "Hei",
    ]
    guesses = identify_blocks(texts, PROFILE, hint="no")
    assert [guess.language for guess in guesses][::2] == ["nb", "nn"]
    assert {guess.language for guess in guesses} <= {"nb", "nn"}
    assert {guess.runner_up for guess in guesses} <= {"nb", "nn", None}


def test_an_unknown_hint_is_refused() -> None:
    with pytest.raises(LanguageError, match="xx"):
        identify_blocks(["Hej"], PROFILE, hint="xx")


def test_no_blocks() -> None:
    assert identify_blocks([], PROFILE) == []
    assert identify_blocks(["", "42"], PROFILE) == [Guess(None, 0.0)] * 2


def test_one_block_is_guessed_as_if_alone() -> None:
    for _, text in CASES:
        alone, (blocked,) = identify(text, PROFILE), identify_blocks([text], PROFILE)
        assert (blocked.language, blocked.runner_up) == (alone.language, alone.runner_up)


def test_huge_text_is_no_trouble() -> None:
    text = "Vi hør av oss så snart vi veit meir. " * 20_000
    assert identify(text, PROFILE).language == "nn"
    assert identify("x" * 2_000_000, PROFILE) == identify("x" * 3_000_000, PROFILE)


@given(st.text())
def test_any_text_gives_a_sound_guess(text: str) -> None:
    guess = identify(text, PROFILE)
    assert guess == identify(text, PROFILE)
    assert guess.language in {"sv", "da", "nb", "nn", "other", None}
    assert guess.runner_up in {"sv", "da", "nb", "nn", None}
    assert guess.runner_up is None or guess.runner_up != guess.language
    assert 0 <= guess.confidence <= 1


@given(
    st.lists(st.text() | st.sampled_from([text for _, text in CASES]), max_size=8),
    st.sampled_from([None, "no"]),
)
def test_any_blocks_give_as_many_guesses(texts: list[str], hint: str | None) -> None:
    guesses = identify_blocks(texts, PROFILE, hint)
    assert len(guesses) == len(texts)
    assert guesses == identify_blocks(texts, PROFILE, hint)
    for text, guess in zip(texts, guesses, strict=True):
        if identify(text, PROFILE) == Guess(None, 0.0):
            assert guess == Guess(None, 0.0)
