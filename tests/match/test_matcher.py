"""The matcher: what a pattern takes from a sentence, and that the index never hides a match."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.errors import PatternError
from servicetone.match.filing import build_index
from servicetone.match.matcher import Matcher
from servicetone.match.places import Places
from servicetone.match.sieve import Sieve
from servicetone.pattern.compile import WordTests, compile_pattern
from servicetone.pattern.expand import Vocabulary
from servicetone.text.fold import fold
from servicetone.text.tokens import tokenise
from strategies.patterns import patterns, sentences

VOCABULARY = Vocabulary(
    "sv",
    {"läsa": ("läsa", "läser", "läste", "läst"), "kärring": ("kärring", "kärringen")},
    {"our-text": ["vårt mail", "mejlet", "villkoren"], "you": ["du", "ni"]},
)


def compiled(pattern, share=lambda word: 1e-6):
    table = WordTests()
    program = compile_pattern(VOCABULARY.expand(pattern), table, share)
    tests = [
        (t.words, t.exact, tuple(sorted(t.heads)), tuple(sorted(t.tails)), t.flags)
        for t in table.tests
    ]
    particles, starters = frozenset({"ju", "väl", "nog"}), frozenset({"men", "eftersom"})
    return program, Matcher(tests, particles, starters, frozenset({"kari", "karis"}))


def find(pattern, text):
    program, matcher = compiled(pattern)
    sentence = tokenise(text, 0, len(text))
    stored = (program.code, program.entry, program.clauses, program.first)
    return [
        (text[sentence.starts[h.from_] : sentence.ends[h.to]], h)
        for h in matcher.find(stored, sentence)
    ]


def flagged(pattern, text):
    return [piece for piece, _ in find(pattern, text)]


@pytest.mark.parametrize(
    ("pattern", "text", "pieces"),
    [
        ("du har läst", "Men du har läst.", ["du har läst"]),
        ("du har läst", "Du har ju väl läst.", ["Du har ju väl läst"]),
        ("du har läst", "Du har ju väl nog läst.", []),
        ("du har läst", "Du, har - läst", ["Du, har - läst"]),
        ("du har läst", "du: har läst", []),
        ("du har läst", "du 🙂🙂🙂 har 🙂 läst", ["du 🙂🙂🙂 har 🙂 läst"]),
        ("du_har läst", "du ju har läst", []),
        ("du & har läst", "Nu har du läst", ["har du läst"]),
        ("@you har (inte ens) ~läsa", "ni har inte ens läst", ["ni har inte ens läst"]),
        ("@you har (inte ens) ~läsa", "ni har läst", ["ni har läst"]),
        ("du ... läst", "du har nu inte läst", ["du har nu inte läst"]),
        ("du ... läst", "du har inte, läst", []),
        ("du ... läst", "du har men läst", []),
        ("du ...2 läst", "du har nu inte läst", []),
        ("har <inte läst>", "du har inte läst", ["inte läst"]),
        ("^ nej", "Nej tack", ["Nej"]),
        ("^ nej", "Men nej tack", ["nej"]),
        ("^ nej", "Säg nej tack", []),
        ("nej $", "Jag säger nej!", ["nej"]),
        ("nej $", "nej tack", []),
        ("läst ?", "Har du läst?", ["läst"]),
        ("läst ?", "Har du läst.", []),
        ("läst !", "Har du läst?!", ["läst"]),
        ("De har", "De har läst", ["De har"]),
        ("De har", "Nu de har", []),
        ("De har", "DE HAR LÄST", ["DE HAR"]),
        ("skit*", "skit skitmejl skitm", ["skitmejl"]),
        ("skit*", "ett skit-mejl till", ["skit"]),
        ("*~kärring", "gnällkärringen och kärring", ["gnällkärringen"]),
        ("från @NAME", "från Kiruna, från oss", ["från Kiruna"]),
        ("@NAME svarar", "Kari svarar.", ["Kari svarar"]),
        ("@NAME mejl", "Karis mejl", ["Karis mejl"]),
        ("@NAME svarar", "Ingen svarar.", []),
        ("@NAME svarar", "kari svarar", []),
        ("@NUM gånger", "det är 3 gånger", ["3 gånger"]),
        ("alla @WORD läst", "alla kunder läst", ["alla kunder läst"]),
        ("[har | har inte] läst", "har inte läst", ["har inte läst"]),
        ("🙄", "jaha 🙄", ["🙄"]),
        ("du har/inte", "du har du inte", ["du har", "du inte"]),
    ],
)
def test_what_is_flagged(pattern, text, pieces):
    assert flagged(pattern, text) == pieces


def test_captures_hold_the_words_and_not_the_particles_around_them():
    text = "Du har inte läst ju vårt mail"
    [(_, hit)] = find("du har inte ~läsa {text: @our-text}", text)
    sentence = tokenise(text, 0, len(text))
    [(name, first, last)] = hit.captures
    assert (name, sentence.words[first : last + 1]) == ("text", ("vårt", "mail"))


@pytest.mark.parametrize(
    ("pattern", "text", "captured"),
    [
        (
            "{x: fråga om ...3} hör inte",
            "din fråga om nya avtal hör inte hit",
            "fråga om nya avtal",
        ),
        ("tog {x: ...3} för", "det tog en halv timme för lång tid", "en halv timme"),
        ("fråga {x: ...2 avtal}", "din fråga om nya avtal", "om nya avtal"),
        ("fråga {x: om ...3}", "din fråga om nya avtal", "om"),
    ],
)
def test_a_capture_holds_the_words_of_its_gaps(pattern, text, captured):
    [(_, hit)] = find(pattern, text)
    [(_, first, last)] = hit.captures
    assert " ".join(tokenise(text, 0, len(text)).words[first : last + 1]) == captured


def test_the_longest_of_several_matches_wins():
    assert flagged("du (har) (inte) (läst)", "du har inte läst") == ["du har inte läst"]


@pytest.mark.parametrize(
    "text", ["ju " * 20_000, "du " * 20_000, "🙂" * 20_000, "du har " * 10_000]
)
def test_repetition_does_not_explode(text):
    find("du ...5 (har) ...5 (inte) ...5 läst ... mejlet", text[:2_000])


@given(patterns, sentences, st.sampled_from([0.0, 1.0]))
def test_the_index_never_hides_a_match(pattern, text, common):
    def share(word):
        return common if word in ("du", "har") else 1e-6

    try:
        program, matcher = compiled(pattern, share)
    except PatternError:
        return
    if not program.parts:
        return
    sentence = tokenise(text, 0, len(text))
    stored = (program.code, program.entry, program.clauses, program.first)
    words = fold(text).split()
    places = Places(words, matcher.particles)
    index = build_index([part.announced for part in program.parts], (), share)
    variants, _ = index.announced({*words, *(mark for mark in "?!" if mark in text)})
    if any(True for _ in matcher.find(stored, sentence)):
        sieve = Sieve(matcher.tests, matcher.particles, matcher.clause_starters).over(text, places)
        parts = [program.parts[number] for number in index.patterns(variants, places)]
        assert any(sieve.lets_through(part.code, part.entry) for part in parts)


@given(patterns, sentences)
def test_the_first_test_never_hides_a_match(pattern, text):
    try:
        program, matcher = compiled(pattern)
    except PatternError:
        return
    sentence = tokenise(text, 0, len(text))
    stored = (program.code, program.entry, program.clauses, program.first)
    by_test = [hit.first for hit in matcher.find(stored, sentence)]
    anywhere = [
        start
        for start in range(len(sentence.words))
        if matcher.match_at(program.code, program.entry, sentence, start)
    ]
    assert set(by_test) <= set(anywhere)
    assert by_test[:1] == anywhere[:1]


@given(patterns, sentences)
def test_matches_do_not_overlap_and_hold_their_parts(pattern, text):
    try:
        found = find(pattern, text)
    except PatternError:
        return
    hits = [hit for _, hit in found]
    for hit in hits:
        assert hit.first <= hit.from_ <= hit.to <= hit.last
        for _, first, last in hit.captures:
            assert hit.first <= first <= last <= hit.last
    for one, other in itertools.pairwise(hits):
        assert one.last < other.first
