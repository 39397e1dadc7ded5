from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.text.fold import fold
from servicetone.text.respell import needs_respelling, respell
from servicetone.text.spelling import Spelling, make_restore
from servicetone.text.view import TextView, view_of

SWEDISH_WORDS = [
    "måste",
    "är",
    "så",
    "före",
    "få",
    "nej",
    "allt",
    "jävla",
    "någon",
    "bra",
    "tack",
    "en",
    "sur",
]
DANISH_WORDS = ["må", "være", "kører", "på", "påføre", "nej", "før", "gør"]
MASKABLE = frozenset(
    {"fan", "fanken", "jävla", "fuck", "skit", "helvete", "helvede", "fitta", "fucking", "fy"}
)


def spelling(words: list[str], common: list[str]) -> Spelling:
    restore, telltale = make_restore(words, common)
    return Spelling.of(frozenset(words), restore, telltale, MASKABLE)


SWEDISH = spelling(SWEDISH_WORDS, ["fa", "sa", "fore"])
DANISH = spelling(DANISH_WORDS, ["for", "ma"])


def respelled(text: str, language: Spelling = SWEDISH) -> str:
    view = TextView(text, text)
    new = respell(view, 0, len(text), language)
    if not needs_respelling(text, fold(text), language):
        assert new is view
    return new.text


def test_restore_skips_words_and_covers_both_ways_of_typing() -> None:
    restore, telltale = make_restore(["måste", "sår", "sar", "føre", "være", "å"], ["fore"])
    assert restore["maste"] == restore["maaste"] == "måste"
    assert "sar" not in restore
    assert restore["saar"] == "sår"
    assert "fore" not in restore
    assert restore["foere"] == restore["före"] == "føre"
    assert restore["vaere"] == restore["vare"] == restore["väre"] == "være"
    assert "a" in restore
    assert "a" not in telltale
    assert "aa" in telltale
    assert telltale <= restore.keys()


def test_restore_does_not_depend_on_the_order_of_words() -> None:
    assert make_restore(["hår", "här"], []) == make_restore(["här", "hår"], [])
    assert make_restore(["hår", "här"], [])[0]["har"] == "här"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("du maste vara javla sur", "du måste vara jävla sur"),
        ("Maste du? MASTE! nagon", "Måste du? MÅSTE! någon"),
        ("du maaste saa", "du måste så"),
        ("du maste här", "du maste här"),  # the writer has an ä
        ("du sa att han for", "du sa att han for"),
        ("neeeej alllt sååå braaa", "nej allt så bra"),
        ("NEEEEJ Neeej taaackkk", "NEJ Nej tack"),
        ("maste neeej masteee sååå", "maste nej masteee så"),
        ("maste masteee", "måste måste"),
        ("maste nagon_fil nagon() nagon", "måste nagon_fil nagon() någon"),
        ("hmmmm wwwww aaaargh 10000", "hmmmm wwwww aaaargh 10000"),
        (
            "kim@maste.se http://maste.se/neeej www.neeej.se",
            "kim@maste.se http://maste.se/neeej www.neeej.se",
        ),
    ],
)
def test_diacritics_and_stretched_letters(text: str, expected: str) -> None:
    assert respelled(text) == expected


def test_neighbours_keyboard() -> None:
    assert respelled("du körer på", DANISH) == "du kører på"
    assert respelled("det skal väre", DANISH) == "det skal være"
    assert respelled("du maa vaere der foer", DANISH) == "du må være der før"
    assert respelled("vi måste føre", SWEDISH) == "vi måste före"
    assert respelled("du kan gore på", DANISH) == "du kan gore på"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f*n j**la f@n sk!t h*lvete", "fan jävla fan skit helvete"),
        ("F*N! Sk1t. h3lvete", "FAN! Skit. helvete"),
        ("f*** f** (f#@k)", "fuck fan (fuck)"),
        ("f*cking f*ck*ng", "fucking fucking"),
        ("*f*n* **j**la**", "*fan* **jävla**"),
        ("f-n hel..te sk_t", "fan helvete skit"),
        ("j*la", "jävla"),
        ("fan* fan! fan1 pris** villkor*", "fan* fan! fan1 pris** villkor*"),
        ("* fan *n **** f.n. t.ex. e-post m.m. f.d.", "* fan *n **** f.n. t.ex. e-post m.m. f.d."),
        ("kim@f*n.se http://x.se/f*n f@n.se", "kim@f*n.se http://x.se/f*n f@n.se"),
        ("covid19 b2b 3*4 a1b0c3", "covid19 b2b 3*4 a1b0c3"),
        ("h3st x*n", "h3st x*n"),
        ("**f** f**", "**f** fan"),
    ],
)
def test_masked_profanity(text: str, expected: str) -> None:
    assert respelled(text) == expected


def test_only_the_stretch_changes() -> None:
    text = "maste\n\nmaste\n\nmaste"
    view = view_of(text)
    new = respell(view, 7, 12, SWEDISH)
    assert new.text == "maste\n\nmåste\n\nmaste"
    assert new.original_span(7, 12) == (7, 12)
    part = respell(view.cut(7, 12), 0, 5, SWEDISH)
    assert part.text == "måste"
    assert part.original_span(0, 5) == (7, 12)


def test_offsets_through_both_layers() -> None:
    original = "Du <b>maaste</b> vara jaevla neeee&#106;!"
    view = view_of(original)
    new = respell(view, 0, len(view.text), SWEDISH)
    assert new.text == "Du måste vara jävla nej!"
    span = new.original_span(3, 8)
    assert original[span.start : span.end] == "maaste"
    span = new.original_span(20, 23)
    assert original[span.start : span.end] == "neeee&#106;"


WORDS = st.sampled_from(
    [
        "maste",
        "måste",
        "neeeej",
        "NEEEJ",
        "f*n",
        "j**la",
        "f***",
        "sk!t",
        "kim@x.se",
        "http://f*n.se",
        "t.ex.",
        "\n",
    ]
)


@given(st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=15).map(" ".join), st.data())
def test_offsets_stay_exact(text: str, data: st.DataObject) -> None:
    view = view_of(text)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    new = respell(view, start, end, SWEDISH)
    assert new.text[:start] == view.text[:start]
    assert new.text.endswith(view.text[end:])
    old = {tuple(view.original_span(i, i + 1)) for i in range(len(view.text))}
    last = (0, 0)
    for i, char in enumerate(new.text):
        span = tuple(new.original_span(i, i + 1))
        assert last[0] <= span[0] < span[1] <= len(text)
        assert last == span or last[1] <= span[0]
        last = span
        if span in old and span[1] - span[0] == 1 and not char.isspace():
            assert fold(text[span[0]]) == fold(char) or view.text != text


@given(st.text())
def test_nothing_needed_nothing_done(text: str) -> None:
    view = TextView(text, text)
    if not needs_respelling(text, fold(text), SWEDISH):
        assert respell(view, 0, len(text), SWEDISH) is view


@pytest.mark.parametrize(
    "piece",
    [
        "f*",
        "f*n",
        "f*n ",
        "a",
        "aaab",
        "eee ",
        "f@",
        "a.",
        "f-",
        "f*@",
        "f.f",
        "maste ",
        "http://",
        "*",
        "é*",
        "f*e*@ ",
    ],
)
def test_long_repeats_are_no_trouble(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    needs_respelling(text, fold(text), SWEDISH)
    assert respell(TextView(text, text), 0, len(text), SWEDISH).original == text
