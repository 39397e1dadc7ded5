"""Wordings fit the place they are spliced into, or are only shown."""

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from servicetone.wording.clause import unit_of
from servicetone.wording.suggest import Wordings, suggest
from servicetone.wording.template import register_of
from wording_samples import outcomes, place_in

HELP = ("jag hjälper dig gärna",)


@pytest.mark.parametrize(
    ("marked", "after"),
    [
        ("<Som redan påpekats> stänger vi i dag.", "Vi stänger i dag."),
        ("<Som jag redan har skrivit> finns koden i mejlet.", "Koden finns i mejlet."),
        ("<Som jag redan har skrivit>, gäller det på lördag.", "Det gäller på lördag."),
        ("<Som jag redan skrivit> kan du byta.", "Du kan byta."),
        ("Hej Kim, <som jag sagt>, kan ni byta.", "Hej Kim, ni kan byta."),
        ("<Fan>, bussen är sen.", "Bussen är sen."),
        ("<Fan>, har du läst det?", "Har du läst det?"),
        ("Vi kan, <som jag redan skrivit>, inte byta.", "Vi kan inte byta."),
        ("Den <jävla> bilen är sen.", "Den bilen är sen."),
        ("<Jävla> buss, den kom aldrig.", "Buss, den kom aldrig."),
        ("Det är sent, <för fan>.", "Det är sent."),
        ("Det är sent <🙄>", "Det är sent"),
        ("Det är sent, <för fan>, men vi löser det.", "Det är sent, men vi löser det."),
        ("Ja, <för fan> vi löser det.", "Ja, vi löser det."),
        ("Nej <för fan>, vi löser det.", "Nej, vi löser det."),
        ("Nej, <för fan>, vi löser det.", "Nej, vi löser det."),
        (
            "Stäng inte ärendet, <för fan>, kunden har ringt.",
            "Stäng inte ärendet, kunden har ringt.",
        ),
        ("Bussen, <för fan>, är sen.", "Bussen är sen."),
        ("<Herregud>! Vi löser det.", "Vi löser det."),
        ("Vi löser det. <Herregud>!", "Vi löser det."),
        ("(det är <jävla> sent)", "(det är sent)"),
        ("<Som sagt> {{name}} kan byta.", "{{name}} kan byta."),
        ("Vi löser det. Det är sent <🙄>", "Vi löser det. Det är sent."),
        ("Det är sent <🙄> Vi löser det.", "Det är sent. Vi löser det."),
        ("Det är sent, <som vanligt 🙄> Vi löser det.", "Det är sent. Vi löser det."),
        ("vi löser det. sent <🙄>", "vi löser det. sent"),
        ("nu är det sent <🙄🙄> vi löser det", "nu är det sent. vi löser det"),
        ("nu är det sent <🙄🙄> bordet är flyttat", "nu är det sent. bordet är flyttat"),
        ("nu är det sent <🙄> men vi löser det", "nu är det sent men vi löser det"),
        ("🙂 <Som sagt> kan du byta.", "🙂 Du kan byta."),
        ("Vi löser det, men <jag kan inte trolla>.", "Vi löser det."),
        ("Nej. Det är 43 före dig och <jag kan inte trolla>.", "Nej. Det är 43 före dig."),
        ("Nej. <Tur att vi har mejlat 🙃> Du missade inget.", "Nej. Du missade inget."),
        ("<Jag sa ju att> det är slut.", "Det är slut."),
        ("Nej, <vi har ju sagt att> kontot är stängt.", "Nej, kontot är stängt."),
        ("<Jag sa ju att> vi inte kan byta.", "Vi kan inte byta."),
        ("<Som jag skrev> i mejlet i går, gäller det på lördag.", "Det gäller på lördag."),
        ("🙂 <Som sagt>, kan du byta.", "🙂 Du kan byta."),
        ("Felet är IT:s, <för fan>, men vi löser det.", "Felet är IT:s, men vi löser det."),
        ("Men <för fan>, lagret har skickat fel.", "Men lagret har skickat fel."),
        ("Ja men <för fan>, det är fel.", "Ja men det är fel."),
        ("<jag sa ju att> det är slut?? läs", "det är slut?? läs"),
        ("<För hundrade gången>: vi har stängt.", "Vi har stängt."),
        ("Höj 25 %, <för fan>.", "Höj 25 %."),
        ("Sänk <25> % i dag.", "Sänk i dag."),
    ],
)
def test_flagged_words_go_away(marked, after):
    assert outcomes(marked, gap=("",), counts=True) == [(after, "unsafe")]


@pytest.mark.parametrize(
    ("marked", "after"),
    [
        ("<Som jeg sa for to minutter siden> må ruteren stå på.", "Ruteren må stå på."),
        (
            "<Som nevnt to ganger> allerede er purregebyret på 35 kroner.",
            "Purregebyret er på 35 kroner.",
        ),
    ],
)
def test_the_verb_comes_second_again(marked, after):
    assert outcomes(marked, "nb", gap=("",), counts=True) == [(after, "unsafe")]


@pytest.mark.parametrize(
    "marked",
    [
        "<Vi skrev ju> i mejlet.",
        "<Som sagt är> det slut.",
        "Det går bra, och <som sagt är det inte> dyrt.",
        "Det är <skit>.",
        "Det var ett <elände> i dag.",
        "Vilken <skit>!",
        "Men för i <helvete>, lagret har skickat fel.",
        "<Som redan påpekats> stänger butiken.",
        "<För tredje gången>: nej.",
        "<Jaha då vet jag>, att du kommer.",
        "<Herregud>",
        "<Som sagt> kan nya bussar vara sena.",
        "en <fan>-sak",
        "<Jag sa ju att> alla nya koder är slut.",
        "<Sa jag inte att> det är slut?",
        "<Som jag skrev> till Anna, gäller det.",
        "<Som jag skrev> i mejlet i går om bilen i Lund, gäller det.",
        "Vi löser det men <fan>.",
        "Varför i <helvete> är bussen sen?",
        "Det är <för jävligt>, men vi löser det.",
        "Dörren är helt <åt helvete>, men vi löser det.",
    ],
)
def test_nothing_goes_away_where_no_sentence_would_be_left(marked):
    assert outcomes(marked, gap=("",)) == []


@pytest.mark.parametrize(
    ("marked", "after"),
    [
        ("<Det är ditt fel>!", "Jag hjälper dig gärna."),
        ("<har du ens läst>", "jag hjälper dig gärna"),
        ("Jag ser <att du inte har läst>.", "Jag hjälper dig gärna."),
        ("Hej Kim, <har du ens läst>?", "Hej Kim, jag hjälper dig gärna."),
        ("Hej {{name}}, <det är ert fel>.", "Hej {{name}}, jag hjälper er gärna."),
        ("Jag har läst det, men <det är inte mitt bord>.", "Jag har läst det. Jag hjälper dig gärna."),
        ("<Det är ert fel>, men vi löser det.", "Jag hjälper er gärna. Vi löser det."),
        ("Om du vill byta, <får du vänta>.", "Om du vill byta, hjälper jag dig gärna."),
        ("Obs: <du får vänta>.", "Obs: jag hjälper dig gärna."),
        ("<Det överlever man> 😊 Testa igen.", "Jag hjälper dig gärna 😊 Testa igen."),
        ("<Så svårt är det väl inte>: logga in.", "Jag hjälper dig gärna: logga in."),
        ("<Det överlever man 😊> Testa igen.", "Jag hjälper dig gärna. Testa igen."),
        ("Hej! <Det är ditt fel 🙄>", "Hej! Jag hjälper dig gärna."),
        ("Lugn 🙂 <det är ditt fel>.", "Lugn 🙂 jag hjälper dig gärna."),
        ("<Lugna ner dig> 🙂 det är kö.", "Jag hjälper dig gärna 🙂 det är kö."),
        ("🙂 <Du får vänta>.", "🙂 Jag hjälper dig gärna."),
        ("Obs: <Du får vänta>.", "Obs: Jag hjälper dig gärna."),
        ("Ja <det är ditt fel>.", "Ja, jag hjälper dig gärna."),
        ("Men nej <det är ditt fel>.", "Men nej. Jag hjälper dig gärna."),
        ("Alltså <har du ens läst>?", "Jag hjälper dig gärna."),
        ("Men <det är ditt fel>.", "Men jag hjälper dig gärna."),
        ("Ja ja, <det är ditt fel>.", "Jag hjälper dig gärna."),
        ("Hej Kim, nej tack, <det är ditt fel>.", "Hej Kim, jag hjälper dig gärna."),
        ("nej, <av princip>.", "nej. Jag hjälper dig gärna."),
        ("Och <Mette ska alltid göra> det på sitt sätt.", "Och jag hjälper dig gärna."),
        ("<30 dagar är 30 dagar>.", "Jag hjälper dig gärna."),
        ("Nej. <30 dagar är 30 dagar>.", "Nej. Jag hjälper dig gärna."),
        ("nej. <30 dagar är 30 dagar>.", "nej. jag hjälper dig gärna."),
        ("<Du får vänta>, så du förstår.", "Jag hjälper dig gärna."),
        ("<Du får vänta>, så du får pengarna.", "Jag hjälper dig gärna. Du får pengarna."),
        ("Det är klart, och så <vi får vänta>.", "Det är klart. Jag hjälper dig gärna."),
        ("Tack för de <fulla tio minuterna>.", "Jag hjälper dig gärna."),
        ("Tack för mejlet, <det är ditt fel>.", "Jag hjälper dig gärna."),
        ("Men jag <säger det en gång>.", "Men jag hjälper dig gärna."),
        ("Det blev en avgift <eftersom du glömde>.", "Det blev en avgift. Jag hjälper dig gärna."),
        ("I går <eftersom du glömde>.", "Jag hjälper dig gärna."),
        ("<Det är ditt fel>, och på måndag är det stängt.", "Jag hjälper dig gärna. På måndag är det stängt."),
        ("Hej Kim <det är ditt fel>.", "Hej Kim, jag hjälper dig gärna."),
        ("Det är IT:s skärm, så <det är ert fel>.", "Det är IT:s skärm. Jag hjälper er gärna."),
        ("Vi kommer kl. 10:30, men <det är ditt fel>.", "Vi kommer kl. 10:30. Jag hjälper dig gärna."),
        ("<Du är IT:s problem>.", "Jag hjälper dig gärna."),
        ("Det är tråkigt att du känner så, men <det är ditt fel>.", "Det är tråkigt att du känner så. Jag hjälper dig gärna."),
        ("Vi skickar den (<som du borde veta>) i dag.", "Vi skickar den (jag hjälper dig gärna) i dag."),
    ],
)  # fmt: skip
def test_a_clause_takes_the_place_of_a_clause(marked, after):
    assert [text for text, _ in outcomes(marked, clause=HELP)] == [after]


@pytest.mark.parametrize(
    ("marked", "language", "wording", "after"),
    [
        ("Hvis der er åbent 2. pinsedag, <er det dit problem>.", "da", "jeg hjælper dig gerne",
         "Hvis der er åbent 2. pinsedag, hjælper jeg dig gerne."),
        ("Det har <I ikke læst>, så vi venter.", "da", "du finder svaret på siden",
         "I finder svaret på siden. Vi venter."),
        ("Pakken er hos fragtmanden nu, så <vi har ikke mere med den at gøre>.", "da",
         "jeg følger den gerne for dig", "Pakken er hos fragtmanden nu. Jeg følger den gerne for dig."),
        ("Hvis De ønsker det, <må De vente>.", "da", "jeg hjælper dig", "Hvis De ønsker det, hjælper jeg Dem."),
        ("Hei Marte, <har dere lest>?", "nb", "har dere sett svaret?", "Hei Marte, har dere sett svaret?"),
        ("Sagen er SKAT:s, og <det er dit problem>.", "da", "jeg hjælper dig gerne",
         "Sagen er SKAT:s. Jeg hjælper dig gerne."),
        ("Hej, dit bord er aflyst, men <der er jo andre dage>.", "da", "vi finder et nyt",
         "Hej, dit bord er aflyst. Vi finder et nyt."),
        ("Det laver vi ikke om på, <bare fordi du> er skadet.", "da", "jeg forklarer gerne hvorfor",
         "Det laver vi ikke om på. Jeg forklarer gerne hvorfor."),
        ("Vedtaket er fattet i går og <begrunnes ikke nærmere>.", "nb", "jeg forklarer gjerne hvorfor",
         "Vedtaket er fattet i går. Jeg forklarer gjerne hvorfor."),
        ("Det driver ikke vi med, det <får du ta med sjefen> din.", "nb", "jeg hjelper deg gjerne",
         "Det driver ikke vi med. Jeg hjelper deg gjerne."),
        ("Slik er det vedteke, og <slik vert det>.", "nn", "eg forklarar gjerne korleis",
         "Eg forklarar gjerne korleis."),
    ],
)  # fmt: skip
def test_each_language_has_its_clauses(marked, language, wording, after):
    assert next(text for text, _ in outcomes(marked, language, clause=(wording,))) == after


def test_captures_and_their_capitals():
    found = outcomes("<{text: Villkoren} har du inte läst>.", clause=("svaret finns i {text}",))
    assert found == [("Svaret finns i villkoren.", "unsafe")]
    assert outcomes("<Läs>.", clause=("svaret finns i {text}",)) == []


@pytest.mark.parametrize(
    ("marked", "after"),
    [
        ("Pelle <har lovat {what: kunden 25}> % utan att fråga.", "Pelle har lovat kunden 25 %, och vi ser utan att fråga."),
        ("<Han lovade {what: 25}> kr. i dag.", "Han lovade 25, och vi ser kr. i dag."),
        ("<Han lovade {what: 25 kr}>. i dag.", "Han lovade 25 kr., och vi ser i dag."),
        ("<Han lovade {what: 25 kr}>.", "Han lovade 25 kr, och vi ser."),
        ("<Han lovade {what: 25°}>.", "Han lovade 25°, och vi ser."),
        ("<Han lovade {what: Netto}>+.", "Han lovade Netto+, och vi ser."),
    ],
)  # fmt: skip
def test_a_number_keeps_its_sign(marked, after):
    wording = ("Han lovade" if marked[0] == "<" else "har lovat") + " {what}, och vi ser"
    assert [text for text, _ in outcomes(marked, gap=(wording,))] == [after]


@pytest.mark.parametrize(
    ("marked", "applicability"),
    [
        ("<Du har inte läst> det än.", "unsafe"),
        ("<Du har inte läst> mejlet.", "display"),
        ("<Du har inte läst> mejlet från den 3 maj.", "display"),
        ("<Det borde vara klart för dig> att dörren är låst.", "display"),
        ("<Som jag redan skrivit> löper avtalet till sommaren.", "display"),
        ("<Du har inte läst> mejlet från Anna.", "display"),
        ("<Du har inte läst 'mejlet'> igen.", "unsafe"),
        ("Nej, <du 'har inte läst>: mejlet'.", "display"),
        ("<Du har inte läst> {{ticket.title}}.", "display"),
        ("Vi kan inte byta den <för att du har slarvat>.", "display"),
        ("<Du har inte läst> mejlet kvällen innan den långa resan började.", "display"),
    ],
)
def test_facts_are_not_lost_unseen(marked, applicability):
    assert [each for _, each in outcomes(marked, clause=HELP)] == [applicability]


@pytest.mark.parametrize(
    ("marked", "after"),
    [
        ("<SLUTA SKICKA {text: SAMMA SAK}>!", "Skicka gärna samma sak senare!"),
        ("<Sluta skicka {text: SAMMA SAK FLERA GÅNGER}>.", "Skicka gärna samma sak flera gånger senare."),
        ("<Sluta skicka {text: ICA MAXI}>.", "Skicka gärna ICA MAXI senare."),
        ("<Sluta skicka {text: mejl}>.", "Skicka gärna mejl senare."),
    ],
)  # fmt: skip
def test_what_is_carried_over_does_not_shout(marked, after):
    assert [t for t, _ in outcomes(marked, gap=("skicka gärna {text} senare",))] == [after]


def test_a_wording_may_begin_with_a_comma():
    [(after, _)] = outcomes("Det dröjer <nu och det är så>.", gap=(", men inte länge",))
    assert after == "Det dröjer, men inte länge."


@pytest.mark.parametrize(("rest", "expected"), [("20 kronor", "display"), ("småpengar", "unsafe")])
def test_a_number_that_another_finding_has_is_not_lost_either(rest, expected):
    place = place_in(f"<Vad gnäller du om> {rest} för.")
    place = place._replace(flagged=frozenset(range(len(place.sentence.words))))
    wordings = Wordings((), HELP, safe=False)
    found = suggest(wordings, place, lambda: register_of((place.text,), place.grammar))
    assert [str(each) for _, each in found] == [expected]


@pytest.mark.parametrize(
    ("marked", "gap", "clause", "expected"),
    [
        ("Den <jävla> bilen.", ("",), (), ["safe"]),
        ("Den <jävla> bilen.", ("lilla",), (), ["safe"]),
        ("Den <jävla> bilen.", ("lilla [färg]",), (), ["unsafe"]),
        ("Den <3 jävla> bilen.", ("",), (), ["display"]),
        ("<Fan ta dig>.", (), HELP, ["unsafe"]),
        ("Nej 3 <fan ta dig>.", ("lugn",), HELP, ["safe", "display"]),
    ],
)
def test_what_is_safe(marked, gap, clause, expected):
    assert [each for _, each in outcomes(marked, gap=gap, clause=clause, safe=True)] == expected


def test_what_can_be_spliced_in_comes_first():
    found = outcomes("Vi <jävla idioter> byter inte 3.", gap=("", "fina"), clause=HELP)
    assert [each for _, each in found] == ["unsafe", "unsafe", "display"]


WORDS = st.sampled_from(
    [
        "du",
        "har",
        "inte",
        "läst",
        "och",
        "men",
        "så",
        "att",
        "om",
        "hej",
        "Kim",
        "villkoren,",
        "fakturan.",
        "3",
        "{{name}}",
        "😊",
        "–",
        "(",
        ")",
        "är",
        "jag",
        "vi",
        "?",
        ":",
        "som",
        "när",
        "Det",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=14), st.data())
def test_any_sentence_takes_any_wording(words, data):
    """Nothing outside the clause changes, and nothing crashes."""
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    words[first] = "<" + words[first]
    words[last] += ">"
    marked = " ".join(words)
    try:
        place = place_in(marked)
    except ValueError:
        reject()
    unit = unit_of(place)
    assert 0 <= unit.first <= place.from_ <= place.to < unit.end <= len(place.sentence.words)
    for text, _ in outcomes(marked, gap=("", "lugnt"), clause=("jag hjälper dig [dag]",)):
        assert text.startswith(place.text[: place.sentence.start].rstrip())
        rest = place.text[place.sentence.end :].strip()
        assert text.endswith(rest)
        assert "<" not in text
        assert ">" not in text


@pytest.mark.parametrize(
    ("marked", "wording", "expected"),
    [
        ("<Betala innan fredag, annars stänger vi>.", "vi håller det öppet", "display"),
        ("<Betala innan fredag, annars stänger vi>.", "vi håller det öppet till fredag", "unsafe"),
        ("<Betala 300 kr, annars stänger vi>.", "vi håller det öppet", "display"),
        ("<Betala {what: 300} kr, annars stänger vi>.", "betala gärna {what} kr", "unsafe"),
        ("<Betala annars> är det över.", "vi håller det öppet", "unsafe"),
    ],
)
def test_a_day_among_the_flagged_words_is_carried_over(marked, wording, expected):
    assert [each for _, each in outcomes(marked, clause=(wording,))] == [expected]


def test_the_number_of_times_is_the_reproach():
    marked = "<För 3 gången>, läs."
    assert [each for _, each in outcomes(marked, gap=("",))] == ["display"]
    assert [each for _, each in outcomes(marked, gap=("",), counts=True)] == ["unsafe"]
