"""House packs: a team's own concepts beside the lexicon."""

import pytest

from servicetone import Checker
from servicetone.errors import ConfigError, LexiconError, PatternError
from servicetone.lexicon.house import load_packs

CONCEPT = """
concept   = "coldness.our-words"
severity  = "warning"
audience  = ["customer"]
principle = "P10"
rationale = "Our own words mean nothing to a customer."

[[sv]]
match   = ["(till) andra linjen", "@our-teams ~eskalera"]
suggest = ["till våra tekniker"]
advice  = "Skriv vad som händer."
bad     = ["Jag skickar det <till andra linjen>. -> Jag skickar det till våra tekniker.", "<Gruppen eskalerar> nu. -> Till våra tekniker nu."]
good    = ["Linjen är upptagen.", "Gruppen äter nu."]
"""
CLASSES = '[classes]\nour-teams = ["gruppen", "laget"]\n'
FORMS = "eskalera eskalerar eskalerade eskalerat\n"


@pytest.fixture
def pack(tmp_path):
    folder = tmp_path / "house"
    (folder / "languages").mkdir(parents=True)
    (folder / "our-words.toml").write_text(CONCEPT, "utf-8")
    (folder / "languages" / "sv.toml").write_text(CLASSES, "utf-8")
    (folder / "languages" / "sv.forms").write_text(FORMS, "utf-8")
    (folder / "checklist.toml").write_text("anything = 1", "utf-8")
    return folder


def rules(text, **options):
    report = Checker(**options).check(text, options.pop("language", "sv"))
    return [(finding.rule, finding.text) for finding in report.findings]


def test_its_rules_are_looked_for_as_well(pack):
    text = (
        "Ditt ärende går till andra linjen. Du har ju inte läst vårt mejl. Laget eskalerade i går."
    )
    found = rules(text, packs=(str(pack),))
    assert found == [
        ("coldness.our-words", "till andra linjen"),
        ("blame.did-not-read", "Du har ju inte läst vårt mejl"),
        ("coldness.our-words", "Laget eskalerade"),
    ]
    assert rules(text) == [found[1]]


def test_they_follow_the_options(pack):
    text = "Det går till andra linjen."
    packs = (str(pack),)
    assert rules(text, packs=packs, ignore=("coldness.our",)) == []
    assert rules(text, packs=packs, select=("coldness.our-words",)) != []
    assert Checker(packs=packs).check(text, "sv", "internal").findings == ()
    assert Checker(packs=packs).check("Det går till andra linjen.", "nn").findings == ()
    with pytest.raises(ConfigError, match="no category or concept"):
        Checker(select=("coldness.our-words",))


def test_the_more_severe_of_two_that_overlap_wins(pack):
    toml = pack / "our-words.toml"
    text = (
        toml.read_text("utf-8")
        .replace('"warning"', '"error"')
        .replace("(till) andra linjen", "vårt mejl")
    )
    toml.write_text(text, "utf-8")
    found = dict(rules("Du har ju inte läst vårt mejl.", packs=(str(pack),)))
    assert found["coldness.our-words"] == "vårt mejl"
    assert "blame.did-not-read" not in found


@pytest.mark.parametrize(
    ("old", "new", "error", "words"),
    [
        ("coldness.our-words", "blame.did-not-read", LexiconError, "already"),
        ("coldness.our-words", "rude.our-words", LexiconError, "no category 'rude'"),
        ("~eskalera", "~skickahem", PatternError, "skickahem"),
        ("[[sv]]", "[[se]]", LexiconError, "unknown key 'se'"),
        ("match ", "mach ", LexiconError, "unknown key 'mach'"),
    ],
)
def test_what_is_broken_is_told_with_its_place(pack, old, new, error, words):
    toml = pack / "our-words.toml"
    toml.write_text(toml.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(error, match=words) as caught:
        Checker(packs=(str(pack),)).check("Det är inte mitt bord.", "sv")
    assert caught.value.path.endswith("our-words.toml")


@pytest.mark.parametrize("text", ['particles = ["ju"]\n', "[classes]\na = 1\n", "classes = 3\n"])
def test_a_language_of_a_pack_holds_classes_only(pack, text):
    (pack / "languages" / "sv.toml").write_text(text, "utf-8")
    with pytest.raises(LexiconError, match=r"holds \[classes\]"):
        load_packs([str(pack)])


def test_packs_that_are_not_there_or_empty(tmp_path):
    with pytest.raises(LexiconError, match="no such house pack"):
        Checker(packs=("nowhere",))
    assert Checker(packs=(str(tmp_path),)).check("Tack!", "sv").findings == ()


def test_two_packs_have_no_rule_in_common(pack, tmp_path):
    with pytest.raises(LexiconError, match="already"):
        load_packs([str(pack), str(pack)])


@pytest.mark.parametrize("second", ["det ligger {i: någonstans}", "(det) ligger någonstans"])
def test_of_two_blocks_that_find_the_same_the_first_counts(tmp_path, second):
    head, block = CONCEPT.split("[[sv]]")
    block = block.replace("@our-teams ~eskalera", "ligger")
    blocks = [
        block.replace('"(till) andra linjen"', f'"{pattern}"').replace(
            "till våra tekniker", wording
        )
        for pattern, wording in (("det ligger någonstans", "ett"), (second, "två"))
    ]
    for number, order in enumerate((blocks, blocks[::-1])):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "our-words.toml").write_text("[[sv]]".join([head, *order]), "utf-8")
        checker = Checker(packs=(str(folder),))
        [finding] = checker.check("Det ligger någonstans nu.", "sv").findings
        assert finding.suggestions[0].replacement == ("Ett", "Två")[number]
