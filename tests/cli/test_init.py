"""``servicetone init`` and what is done with what it writes, by the real checker."""

import re

import pytest

from servicetone.cli.main import main
from servicetone.config.decode import decode_config


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        code = main(arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_what_it_writes_works_as_it_is(run, tmp_path):
    code, out, _ = run("init")
    assert code == 0
    assert "servicetone.toml" in out
    assert run("rules", "check", "house/") == (0, "All clear: 1 rule, every check passed.\n", "")
    (tmp_path / "a.txt").write_text("Hej! Jag skickar ärendet till andra linjen.\n", "utf-8")
    code, out, _ = run("check", "--fail-on", "info")
    assert code == 1
    assert "coldness.our-own-words" in out
    code, out, _ = run("explain", "coldness.our-own-words")
    assert (code, "andra linjen" in out) == (0, True)


@pytest.mark.parametrize("language", ["sv", "da", "nb", "nn", "no"])
def test_in_one_language(run, tmp_path, language):
    assert run("init", "x", "--language", language)[0] == 0
    assert run("rules", "check", "x/house")[0] == 0
    text = (tmp_path / "x" / "servicetone.toml").read_text("utf-8")
    assert decode_config(text, "servicetone.toml", "/x").language == language


def test_every_setting_that_it_speaks_of_exists(run, tmp_path):
    run("init")
    text = (tmp_path / "servicetone.toml").read_text("utf-8")
    settings = re.sub(r'^# (?=\[|[a-z-]+ +=|"[^"]+" +=)', "", text, flags=re.MULTILINE)
    config = decode_config(settings, "servicetone.toml", "/x")
    assert None not in (config.language, config.messages, config.baseline)
    assert config.files
    assert config.entries
    for key in ("select", "ignore", "exclude", "include", "fields"):
        assert getattr(config, key), key


def test_it_writes_over_nothing(run, tmp_path):
    (tmp_path / "servicetone.toml").write_text("mine")
    code, out, err = run("init")
    assert (code, out) == (2, "")
    assert "there already; nothing was written" in err
    assert not (tmp_path / "house").exists()


def test_a_place_that_cannot_be(run, tmp_path):
    (tmp_path / "file").write_text("")
    assert "cannot be written" in run("init", "file/x")[2]


def test_a_pack_that_does_not_pass(run, tmp_path):
    run("init", "--language", "sv")
    toml = tmp_path / "house" / "our-own-words.toml"
    toml.write_text(
        toml.read_text("utf-8").replace("<till andra linjen>", "till <andra linjen>"), "utf-8"
    )
    code, out, err = run("rules", "check", "house")
    assert code == 1
    assert re.match(
        r"house.our-own-words\.toml:\d+: check 3 \(sv\): bad .* should flag 'andra linjen'", out
    )
    assert "1 problem in 1 rule" in err
    assert run("rules", "check", "house", "blame")[0] == 2
