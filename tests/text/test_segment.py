from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.text.segment import (
    MOST_IN_BLOCK,
    MOST_IN_SENTENCE,
    blocks,
    paragraphs,
    sentences,
    sure_sentences,
)


def paragraph_texts(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


def sentence_texts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n ", []),
        ("Ett.\nfortsätter\n\nTvå.  \n \t\n\n Tre ", ["Ett.\nfortsätter", "Två.", "Tre"]),
        ("a\r\n\r\nb", ["a", "b"]),
        ("Så här:\n- ett\n- två\n  fortsätter\n* tre", ["Så här:", "- ett", "- två\n  fortsätter", "* tre"]),
        ("• ett\n– två\n1. tre\n12) fyra\na) fem", ["• ett", "– två", "1. tre", "12) fyra", "a) fem"]),
        ("vi ses den\n3. mars och\n4. juni hos dig", ["vi ses den\n3. mars och\n4. juni hos dig"]),
        ("| a | b |\n| c | d |\nefter", ["| a | b |", "| c | d |", "efter"]),
        ("namn\tpris\nbok\t5", ["namn\tpris", "bok\t5"]),
        ("# Rubrik\ntext", ["# Rubrik", "text"]),
        ("Priser 2024\nVi höjer priset.", ["Priser 2024", "Vi höjer priset."]),
        ("vi har talat länge om detta med alla kollegor här på\nTelefonbolaget", ["vi har talat länge om detta med alla kollegor här på\nTelefonbolaget"]),
        ("> förr\n> mer\nnu", ["> förr\n> mer", "nu"]),
    ],
)  # fmt: skip
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraph_texts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Hej! Det går bra. Eller? Ja…", ["Hej!", "Det går bra.", "Eller?", "Ja…"]),
        ("Är du dum?!? Ja!! va?", ["Är du dum?!?", "Ja!!", "va?"]),
        ("det är inte mitt problem. du får ringa", ["det är inte mitt problem.", "du får ringa"]),
        ("Vi har bl.a. te, t.ex. Earl Grey, dvs. gott. Ja.", ["Vi har bl.a. te, t.ex. Earl Grey, dvs. gott.", "Ja."]),
        ("Det er f.eks. ca. 5 stk. igen, jf. nr. 3 kl. 16.", ["Det er f.eks. ca. 5 stk. igen, jf. nr. 3 kl. 16."]),
        ("Te, kaffe osv. finns. Te osv. Vi har allt.", ["Te, kaffe osv. finns.", "Te osv.", "Vi har allt."]),
        ("Den 3. mars kl. 16. Vi ses.", ["Den 3. mars kl. 16.", "Vi ses."]),
        ("1. Skriv namn. 2.5 kr", ["1. Skriv namn.", "2.5 kr"]),
        ("Hilsen A. B. Hansen. Hej.", ["Hilsen A. B. Hansen.", "Hej."]),
        ("Gå av vid C. Du ser A. Holm", ["Gå av vid C.", "Du ser A. Holm"]),
        ("ja... kanske. Nej... Men", ["ja... kanske.", "Nej...", "Men"]),
        ("Han sa: ”Nej.” Hon gick. (Ja.) Ok", ["Han sa: ”Nej.”", "Hon gick.", "(Ja.)", "Ok"]),
        ("”Nej!” sa han. »Hvad?« Ja", ["”Nej!” sa han.", "»Hvad?«", "Ja"]),
        ("Nej!Du får ringa.Vi kan inte", ["Nej!", "Du får ringa.", "Vi kan inte"]),
        ("Se x.se/a.b?c=1 och 3.50", ["Se x.se/a.b?c=1 och 3.50"]),
        ("Hej Maria,\ntack för mejlet", ["Hej Maria,", "tack för mejlet"]),
        ("Hej Maria!\ntack", ["Hej Maria!", "tack"]),
        ("tack för att du\nhar väntat", ["tack för att du\nhar väntat"]),
        ("det går inte\nDu får ringa", ["det går inte", "Du får ringa"]),
        ("Det gäller dig,\nAnna", ["Det gäller dig,\nAnna"]),
        ("Med vänlig hälsning\nKim", ["Med vänlig hälsning", "Kim"]),
        ("vi har talat länge om detta med alla kollegor här på\nTelefonbolaget", ["vi har talat länge om detta med alla kollegor här på\nTelefonbolaget"]),
        ("| a | b |", ["|", "a |", "b |"]),
        ("bok\tpris", ["bok", "pris"]),
        ("**Hej.** Du", ["**Hej.**", "Du"]),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentence_texts(text) == expected


def test_offsets_are_those_of_the_text() -> None:
    text = "x. y.\n\nHej! Du.\n\nz."
    assert sentences(text, 7, 15) == [(7, 11), (12, 15)]


def test_long_sentence_is_cut_at_a_space() -> None:
    text = "ord " * 3000
    found = sentences(text, 0, len(text))
    assert all(end - start <= MOST_IN_SENTENCE for start, end in found)
    assert all(
        text[start:end].startswith("ord") and text[start:end].endswith("ord")
        for start, end in found
    )
    assert "".join(text[start:end].replace(" ", "") for start, end in found) == text.replace(
        " ", ""
    )


PIECES = st.sampled_from(
    [". ", "... ", "! ", "?", "…", "\n", "\n\n", "\r\n", "- ", "| ", "\t", "1. ", "a) ", "> ", "Hej Kim,\n", "bl.a. ",
     "”", '"', "Ord", "ord ", "x" * 2100, " ", "\x1c", "\x85", "\ud800", "*", "😀"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=20).map("".join)


def assert_covers(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    """Each span is in order and tight, and nothing but spaces is left between them."""
    done = start
    for first, last in spans:
        assert done <= first < last <= end
        assert not text[done:first].strip()
        assert not text[first].isspace()
        assert not text[last - 1].isspace()
        done = last
    assert not text[done:end].strip()


@given(TEXTS)
def test_paragraphs_cover_the_text(text: str) -> None:
    assert_covers(text, 0, len(text), list(paragraphs(text)))


@given(TEXTS, st.data())
def test_sentences_cover_any_stretch(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = sentences(text, start, end)
    assert_covers(text, start, end, found)
    assert all(last - first <= MOST_IN_SENTENCE for first, last in found)


@given(TEXTS)
def test_a_stretch_is_cut_as_if_it_were_alone(text: str) -> None:
    around = "Xx " + text + " Yy"
    found = sentences(around, 3, 3 + len(text))
    assert found == [(start + 3, end + 3) for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "piece",
    [".", ".x", "!\"", ". ", "\n", " \n", "\t", " ", "a\n", "A\n", "- a\n", "|", "1.", "a. ", "\n ", "…”a", ">\n", "a" * 99 + " "],
)  # fmt: skip
def test_long_repeats_are_no_trouble(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + "x"
    assert_covers(text, 0, len(text), list(paragraphs(text)))
    assert_covers(text, 0, len(text), sentences(text, 0, len(text)))


prose = st.lists(
    st.sampled_from([
        "vi", "Vi", "t.ex", "bl.a", "kl", "16", "exkl", "Ekskl", "mån", "resp", "Hej", "C", "ö", "É",
        "tack", "idag", "adress", ". ", ".", "! ", "? ", "... ", ".\n", "\n", " ", " ", " ", '"', ")", "|",
        "\t", "…", "3. ",
    ])
).map("".join)  # fmt: skip


@given(st.one_of(prose, st.text(alphabet="abcA .!?\n", max_size=60)))
def test_a_sure_end_is_an_end(text):
    for start, end in paragraphs(text):
        ends = {last for _, last in sentences(text, start, end)}
        for _, sure in sure_sentences(text[start:end])[:-1]:
            assert start + len(text[start : start + sure].rstrip()) in ends


@given(st.one_of(prose, st.text(max_size=60)))
def test_sure_sentences_and_blocks_cover_the_text_once(text):
    for spans in (sure_sentences(text), list(blocks(text, 0, len(text)))):
        assert "".join(text[start:end] for start, end in spans) == text


@pytest.mark.parametrize("sentence", ["Vi hjälper dig gärna. ", "ord ", "x", "Rad ett\n"])
def test_blocks_are_short_and_end_with_a_sentence_where_there_is_one(sentence):
    text = sentence * 5_000
    spans = list(blocks(text, 0, len(text)))
    assert "".join(text[start:end] for start, end in spans) == text
    assert max(end - start for start, end in spans) <= MOST_IN_BLOCK + MOST_IN_SENTENCE
    if "." in sentence:
        assert all(text[:end].endswith(". ") for _, end in spans)


def test_blank_lines_end_blocks():
    assert list(blocks("ett\n\ntvå\n\n", 0, 10)) == [(0, 5), (5, 10)]


@pytest.mark.parametrize("cluster", ["👨‍👩‍👧‍👦", "e\u0301", "🇸🇪", "x"])
@pytest.mark.parametrize("before", ["", "x", "xyz"])
def test_a_long_sentence_without_spaces_is_not_cut_inside_a_character(cluster, before):
    text = before + cluster * 7_000
    for cuts in (sentences(text, 0, len(text)), [*blocks(text, 0, len(text))]):
        assert len(cuts) > 1
        for start, _ in cuts[1:]:
            assert (start - len(before)) % len(cluster) == 0


def test_one_endless_character_is_cut_all_the_same():
    assert len(sentences("\u0301" * 5_000, 0, 5_000)) == 3
