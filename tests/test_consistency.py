"""Translations side by side, from values and through the command with the real checker."""

import json

import pytest

from servicetone.cli.main import main
from servicetone.consistency import Version, colder, versions
from servicetone.model import Block, Category, Document, Finding, Severity, Span
from servicetone.report import Report


def finding(severity, language="sv", entry=None):
    return Finding(
        "blame.own-fault",
        Category.BLAME,
        Severity(severity),
        language,
        0,
        1,
        "x",
        "Hm.",
        entry=entry,
    )


def version(path, *severities, entry="late", language=None):
    language = language or path[:2]
    return Version(language, path, entry, tuple(map(finding, severities)))


def told(*found):
    return [(one.version.language, one.version.coldness) for one in colder(found)]


def test_one_language_is_colder():
    assert told(version("sv.json", "warning"), version("da.json"), version("nb.json")) == [
        ("sv", 2)
    ]
    assert told(version("sv.json", "warning"), version("da.json")) == [("sv", 2)]


@pytest.mark.parametrize(
    "found",
    [
        (version("sv.json", "info"), version("da.json")),
        (version("sv.json", "warning"), version("da.json", "warning")),
        (version("sv.json", "warning"), version("da.json", "info")),
        (version("sv.json", "error"),),
        (version("sv.json", "error"), version("da.json", entry="early")),
        (version("sv.json", "error"), version("x/da.json")),
        (version("sv.json", "error"), version("sv.json")),
    ],
)
def test_nothing_to_tell(found):
    assert told(*found) == []


def test_the_middle_of_the_others_counts():
    cold = [version("sv.json", "warning"), version("da.json", "warning")]
    warm = [version("nb.json"), version("nn.json")]
    assert told(*cold, *warm) == [("da", 2), ("sv", 2)]
    assert told(*cold, version("nb.json", "warning"), version("nn.json")) == []
    assert told(version("sv.json", "error"), *cold[1:], *warm) == [("sv", 4), ("da", 2)]


def test_macros_have_an_id_of_their_own_in_each_language():
    assert told(
        version("sv.json", "error", entry="Late (1)"), version("da.json", entry="Late (2)")
    ) == [("sv", 4)]


def test_a_file_with_several_languages():
    blocks = (
        Block(Span(0, 2), language="sv", name="a"),
        Block(Span(3, 5), language="nb", name="a"),
    )
    document = Document("x y", blocks=blocks)
    report = Report(findings=(finding("error", "nb", "a"),))
    assert [
        (each.language, each.coldness) for each in versions(document, report, "a.xlf", None)
    ] == [
        ("sv", 0),
        ("nb", 4),
    ]


def test_text_without_entries_is_one_text():
    document = Document("x", language="da")
    (one,) = versions(document, Report(findings=(finding("info", "da"),)), "da/a.md", None)
    assert (one.language, one.entry, one.coldness) == ("da", None, 1)
    assert list(versions(Document("x"), Report(language="other"), "a.md", None)) == []
    (one,) = versions(Document("x", language="no"), Report(language="nn"), "a.md", None)
    assert one.language == "nn"


@pytest.fixture
def translations(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    texts = {
        "sv": {"late": "Hej! Du har ju inte läst vårt mejl.", "thanks": "Tack för ditt mejl!"},
        "da": {"late": "Hej! Svaret står i vores mail.", "thanks": "Tak for din mail!"},
        "nb": {"late": "Hei! Svaret står i e-posten vår.", "thanks": "Takk for e-posten din!"},
    }
    for language, values in texts.items():
        (tmp_path / f"{language}.json").write_text(json.dumps(values), "utf-8")
    (tmp_path / "macros").mkdir()
    for language, text in (
        ("sv", "Tack, vi hjälper dig."),
        ("nn", "Hei! Det er ikkje mitt bord, så ring nokon andre."),
    ):
        (tmp_path / "macros" / language).mkdir()
        (tmp_path / "macros" / language / "help.md").write_text(text + "\n", "utf-8")
    return tmp_path


def test_the_command(translations, capsys):
    assert main(["consistency", "."]) == 1
    out = capsys.readouterr().out
    assert "*.json: late\n  sv is colder than the others: 2 points (da nb 0)\n" in out
    assert "  sv.json:1:" in out
    assert 'warning blame.did-not-read "Du har ju inte l' in out
    assert "macros/*/help.md\n  nn is colder" in out
    assert "thanks" not in out


def test_the_command_for_programs(translations, capsys):
    assert main(["consistency", ".", "--output-format", "json", "--exit-zero"]) == 0
    found = json.loads(capsys.readouterr().out)["colder"]
    assert [(each["family"], each["entry"], each["language"]) for each in found] == [
        ("macros/*/help.md", None, "nn"),
        ("*.json", "late", "sv"),
    ]
    assert found[1]["siblings"] == {"da": 0, "nb": 0}


def test_the_command_with_nothing_to_tell(translations, capsys):
    assert main(["consistency", "da.json", "nb.json"]) == 0
    assert capsys.readouterr().out == "No translation is clearly colder than the others.\n"
    assert main(["consistency", "sv.json", "da.json", "--ignore", "blame"]) == 0
    (translations / "nn.json").write_text("{")
    assert main(["consistency", "da.json", "nn.json"]) == 2
    assert "nn.json:1: this is not JSON" in capsys.readouterr().err
