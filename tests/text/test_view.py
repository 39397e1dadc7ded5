from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.model import Edit
from servicetone.text.view import TextView, is_plain, view_of

FRAGMENTS = st.sampled_from(
    [
        "a", "e", "å", "Ö", "a\u030a", "o\u0308", "x\u0302", "\u0301", " ", "\n", "\r\n", "\r", "-", "-\n",
        "infor-\nmation", "kund-\noch", "<b>", "</b>", "<br/>", "<p>", "</td>", "<script>", "</script>",
        "<!--", "-->", "<navn>", "<", ">", "&amp;", "&lt;", "&nbsp;", "&#228;", "&#xD800;", "&", ";",
        "amp;", "*", "**", "_", "__", "~~", "f*n", "j**la", "snake_case", "[x](y)", "[", "](", ")",
        "\xa0", "\xad", "\u200b", "\ufeff", "\u2011", "\ufb01", "\uff21", "\u2764\ufe0f", "\U0001f469\u200d\U0001f4bb",
        "\u200d", "\ufe0f", "\ud83d", "\udc00", "\0", "\u2028", "“", "’", "–", "\U0001d400", "\u212b",
    ]
)  # fmt: skip
ANY_CHARACTER = st.characters(codec=None, categories=None)
TEXTS = st.lists(st.one_of(FRAGMENTS, st.text(ANY_CHARACTER, max_size=5)), max_size=25).map("".join)


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("a\u030a ga\u030ar o\u0308ver, åa\u030a", "å går över, åå"),
        ("kafe\u0301 x\u0302", "kafé x\u0302"),
        ("5\xa0000\u202fkr", "5 000 kr"),
        ("e\u2011post\u2010adress \u22125", "e-post-adress -5"),
        ("\ufeffHej\u00adsan\u200b du", "Hejsan du"),
        ("infor-\nmation", "information"),
        ("infor-  \r\n   mation", "information"),
        ("infor\xad\nmation", "information"),
        ("kund-\noch hemservice", "kund-\noch hemservice"),
        ("kunde-\nog hjemmeservice", "kunde-\nog hjemmeservice"),
        ("IT-\navdelningen", "IT-\navdelningen"),
        ("IT-\nAvdelningen", "IT-\nAvdelningen"),
        ("du <b>har</b> <SPAN class='x'>inte</SPAN>", "du har inte"),
        ("<p>Hej</p><p>du</p>", "\n\nHej\n\n\n\ndu\n\n"),
        ("rad<br>rad<br/>rad<br />", "rad\nrad\nrad\n"),
        ("a<img src=x>b", "a b"),
        ("a<script>if (x<y) hej</script>b", "a b"),
        ("a<code>dum</code>b<pre>ful</pre>", "a b\n\n"),
        ("a<!-- dum -->b", "a b"),
        ("a<!-- dum", "a<!-- dum"),
        ("Hej <navn> <kim@x.se> <<x>> 1 < 2 > 0", "Hej <navn> <kim@x.se> <<x>> 1 < 2 > 0"),
        ('<attribute key="user.name"/>', '<attribute key="user.name"/>'),
        ("f&ouml;r&nbsp;er &#228;r &#xE5;&amp;&amp;amp;", "för er är å&&"),
        ("&okänd; AT&T; &x", "&okänd; AT&T; &x"),
        ("du **har** *inte* _läst_ __vårt__ ~~mejl~~ ***nu***", "du har inte läst vårt mejl nu"),
        ("**u**sel", "usel"),
        ("f*n j**la f*ck*ng f*** snake_case_name", "f*n j**la f*ck*ng f*** snake_case_name"),
        ("* punkt ett\n* punkt två", "* punkt ett\n* punkt två"),
        ("2 * 3 * 4, pris* och villkor*", "2 * 3 * 4, pris* och villkor*"),
        ("läs [vårt mejl](https://x.se/a_b_) nu", "läs vårt mejl nu"),
        ("\ufb01n \uff28\uff45\uff4a \U0001d41a", "fin Hej a"),
        ("a\rb\r\nc\u2028d", "a\nb\r\nc\nd"),
    ],
)
def test_normalises(original: str, expected: str) -> None:
    view = view_of(original)
    assert view.text == expected
    assert is_plain(original) == (original == expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hej! Det går bra – vi hjälper dig “gärna” … och så’ är det. 😀 €",
        "Så er det på plads, æøå ÆØÅ é ü ß „ja“ »nej« •",
        "Tack ❤️ 👩‍💻 👍🏽 🤷‍♀️",
        "* en\n- två\nt.ex. <navn> & co {{namn}}",
        "\ud83d\udc00 lone \x00 surrogates",
    ],
)
def test_ordinary_prose_costs_nothing(text: str) -> None:
    view = view_of(text)
    assert is_plain(text)
    assert view.text is view.original is text
    assert view.original_span(0, len(text)) == (0, len(text))


def test_span_of_composed_decoded_and_deleted() -> None:
    original = "Du ha\u030ar <b>inte</b>\u200b l&auml;st"
    view = view_of(original)
    assert view.text == "Du hår inte läst"

    def source(words: str) -> str:
        start = view.text.index(words)
        span = view.original_span(start, start + len(words))
        return original[span.start : span.end]

    assert source("hår") == "ha\u030ar"
    assert source("inte") == "inte"
    assert source("hår inte läst") == "ha\u030ar <b>inte</b>\u200b l&auml;st"
    assert source("ä") == "&auml;"


def test_combined_decoration_is_left_alone() -> None:
    text = "z" + "\u0300\u0323" * 50_000
    assert view_of(text).text is text


def test_empty_span_is_a_place() -> None:
    view = view_of("<b>a</b>b<i></i>")
    assert view.text == "ab"
    assert view.original_span(0, 0) == (3, 3)
    assert view.original_span(1, 1) == (8, 8)
    assert view.original_span(2, 2) == (9, 9)
    assert view_of("").original_span(0, 0) == (0, 0)
    assert view_of("<b>").original_span(0, 0) == (0, 0)


def naive_map(view: TextView) -> list[tuple[int, int]]:
    return [tuple(view.original_span(i, i + 1)) for i in range(len(view.text))]


@given(TEXTS)
def test_offsets_are_monotone_and_inside(text: str) -> None:
    view = view_of(text)
    spans = naive_map(view)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    for (start, end), (next_start, next_end) in pairwise(spans):
        assert start <= next_start
        assert end <= next_end


@given(TEXTS)
def test_unchanged_characters_map_to_themselves(text: str) -> None:
    view = view_of(text)
    for char, (start, end) in zip(view.text, naive_map(view), strict=True):
        if end == start + 1 and char.isalpha():
            assert char == text[start] or char in unicodedata.normalize("NFKC", text[start])


@given(TEXTS, st.data())
def test_a_span_is_the_hull_of_its_characters(text: str, data: st.DataObject) -> None:
    view = view_of(text)
    if view.text:
        start = data.draw(st.integers(0, len(view.text) - 1))
        end = data.draw(st.integers(start + 1, len(view.text)))
        spans = naive_map(view)
        assert view.original_span(start, end) == (spans[start][0], spans[end - 1][1])


@given(TEXTS)
def test_a_view_of_a_view_is_the_identity(text: str) -> None:
    once = view_of(text).text
    assert is_plain(once)
    assert view_of(once).text is once


@given(st.text(ANY_CHARACTER, max_size=30), st.data())
def test_rewriting_and_cutting_keep_offsets(text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(places[::2], places[1::2], strict=False))
    edits = [Edit(a, b, data.draw(st.sampled_from(["", "x", "abc"]))) for a, b in pairs]
    expected: list[tuple[int, int, str]] = []
    done = 0
    for edit in edits:
        expected += [(i, i + 1, text[i]) for i in range(done, edit.start)]
        expected += [(edit.start, edit.end, char) for char in edit.replacement]
        done = edit.end
    expected += [(i, i + 1, text[i]) for i in range(done, len(text))]
    view = TextView(text, text).rewritten(edits)
    assert view.text == "".join(char for _, _, char in expected)
    assert naive_map(view) == [(start, end) for start, end, _ in expected]
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    part = view.cut(start, end)
    assert part.text == view.text[start:end]
    assert naive_map(part) == naive_map(view)[start:end]


@pytest.mark.parametrize(
    "piece",
    [
        "<", "<b ", "<!--", "<script>", "<code>x", "&amp;", "&", "&#", "*a ", "**", "_a ", "~~a", "[a](", "[", "](",
        "a-", "-\n", "- ", "a\u030a", "\u0301", "\xad", "\u200d", "\ud800", "\r", "é", "<p>", "&lt;b&gt;",
    ],
)  # fmt: skip
def test_long_repeats_are_no_trouble(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    view = view_of(text)
    assert view.original_span(0, len(view.text)).end <= len(text)


@given(st.text(alphabet=st.characters(max_codepoint=255), max_size=40))
def test_what_looks_ordinary_needs_no_view(text):
    if view_of(text).text is text:
        assert is_plain(text)
