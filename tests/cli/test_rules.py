import pytest

from servicetone.lexicon.decode import decode_concept


def test_list(cli, lexicons):
    result = cli("rules", "list")
    assert result.out.splitlines() == [
        "rule                  severity  languages",
        "blame.did-not-read    error     sv    nb",
        "1 rule. More: servicetone explain ID",
    ]


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        (("--category", "blame"), 1),
        (("--category", "coldness"), 0),
        (("--language", "nb"), 1),
        (("--language", "no"), 1),
        (("--language", "da"), 0),
    ],
)
def test_list_of_some(cli, lexicons, options, rules):
    result = cli("rules", "list", *options)
    assert len(result.out.splitlines()) == rules + 2


def test_list_of_an_unknown_category(cli, lexicons):
    result = cli("rules", "list", "--category", "blaim")
    assert result.code == 2
    assert "hint: did you mean 'blame'?" in result.err


def test_explain_tells_everything(cli, lexicons):
    out = cli("explain", "blame.did-not-read").out
    assert out == cli("rules", "show", "blame.did-not-read").out
    for words in (
        "error in text to customers, warning in text to colleagues",
        "Says the reader failed to read",
        "P6. Listen in",
        "du/ni har inte ~läsa",
        "svaret finns här",
        "Hej! [Du har ju inte läst].",
        "write: Hej! Svaret finns här.",
        "Vis hvor svaret står",
        "no rule     says it otherwise",
    ):
        assert words in " ".join(out.split("\n              "))
    assert max(map(len, out.splitlines())) <= 80


def test_explain_in_one_language(cli, lexicons):
    out = cli("explain", "blame.did-not-read", "--language", "nb").out
    assert "Bokmål" in out
    assert "Swedish" not in out


def test_explain_an_unknown_rule(cli, lexicons):
    result = cli("explain", "blame.did-not-raed")
    assert (result.code, result.out) == (2, "")
    assert "hint: did you mean 'blame.did-not-read'?" in result.err


def test_explain_a_category(cli, lexicons):
    result = cli("explain", "blame")
    assert result.code == 2
    assert "hint: see its rules with: servicetone rules list --category blame" in result.err


def test_find_words_of_rules(cli, lexicons):
    assert "  blame.did-not-read\n" in cli("rules", "find", "inte", "~läsa").out
    assert "No rule" in cli("rules", "find", "gurka").out


def test_find_what_reacts(cli, lexicons):
    out = cli("rules", "find", "så är regler", "--language", "sv").out
    assert '  stonewalling.rules-are-rules (sv warning): "regler"\n' in out
    out = cli("rules", "find", "citat: skit", "--language", "sv").out
    assert '(sv, left alone: quoted): "skit"' in out


def test_check_passes(cli, lexicons, monkeypatch):
    result = cli("rules", "check")
    assert result.out == "All clear: 1 rule, every check passed.\n"
    assert result.code == 0


def test_check_names_the_line(cli, lexicons, monkeypatch):
    path = lexicons / "blame" / "did-not-read.toml"
    path.write_text(
        path.read_text("utf-8").replace("<Ni har inte läst>.", "Ni har <läst>."), "utf-8"
    )
    result = cli("rules", "check", "blame.did-not-read")
    assert result.code == 1
    assert "lexicons/blame/did-not-read.toml:10: check 3 (sv)" in result.out.replace("\\", "/")


def test_check_of_an_unknown_rule(cli, lexicons):
    result = cli("rules", "check", "blame.did-not-raed")
    assert result.code == 2
    assert "did you mean 'blame.did-not-read'?" in result.err


def test_new_writes_a_template_into_the_checkout(cli, lexicons, monkeypatch):
    monkeypatch.chdir(lexicons / "languages")
    result = cli("rules", "new", "sarcasm.slow-clap")
    assert result.code == 0
    text = (lexicons / "sarcasm" / "slow-clap.toml").read_text("utf-8")
    for language in ("sv", "da", "nb", "nn"):
        assert f"[[{language}]]" in text
    filled = (
        text.replace('rationale = ""', 'rationale = "x"')
        .replace("match   = []", 'match = ["x"]')
        .replace('advice  = ""', 'advice = "x"')
    )
    assert decode_concept(filled, "x.toml").id == "sarcasm.slow-clap"
    again = cli("rules", "new", "sarcasm.slow-clap")
    assert again.code == 2
    assert "is there already" in again.err
    assert (lexicons / "sarcasm" / "slow-clap.toml").read_text("utf-8") == text


def test_new_in_a_folder_of_ones_own(cli, tmp_path):
    assert cli("rules", "new", "blame.did-not-call", "--directory", "house").code == 0
    assert (tmp_path / "house" / "blame" / "did-not-call.toml").exists()


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("blame", "cannot be the id of a rule"),
        ("blame.Did", "cannot be the id of a rule"),
        ("blame.../../x", "cannot be the id of a rule"),
        ("rude.word", "there is no category 'rude'"),
        ("blame.new-one", "there is no lexicons folder here"),
    ],
)
def test_new_refuses(cli, tmp_path, name, error):
    result = cli("rules", "new", name)
    assert result.code == 2
    assert error in result.err
    assert not list(tmp_path.rglob("*.toml"))
