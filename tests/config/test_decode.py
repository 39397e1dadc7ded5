"""The configuration file: what it may say, and the place of every mistake."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicetone.config.decode import decode_config
from servicetone.config.settings import Config, FileRule
from servicetone.errors import ConfigError

FULL = """
language = "sv"
audience = "internal"
select = ["blame"]
ignore = ["coldness"]
fail-on = "error"
messages = "en"
packs = ["house/"]
checklist = "house/checklist.toml"
baseline = "known.json"
include = ["*.liquid"]
exclude = ["archive/"]
gitignore = false
fields = ["*.body"]
placeholders = "liquid"

[files."macros/**"]
audience = "customer"
ignore = ["vagueness"]

[files."macros/nb/*"]
language = "nb"
fields = []
format = ".html"
ignore = ["blame.own-fault"]

[entries]
"Late*" = ["blame"]
"""


def decode(text, path="servicetone.toml"):
    return decode_config(text, path, "/r")


def test_everything_that_can_be_said():
    config = decode(FULL)
    assert config == Config(
        path="servicetone.toml",
        folder="/r",
        language="sv",
        audience="internal",
        select=("blame",),
        ignore=("coldness",),
        fail_on="error",
        messages="en",
        packs=("house/",),
        checklist="house/checklist.toml",
        baseline="known.json",
        include=("*.liquid",),
        exclude=("archive/",),
        gitignore=False,
        fields=("*.body",),
        placeholders="liquid",
        files=(
            FileRule("macros/**", audience="customer", ignore=("vagueness",)),
            FileRule(
                "macros/nb/*", language="nb", fields=(), format=".html", ignore=("blame.own-fault",)
            ),
        ),
        entries=(("Late*", ("blame",)),),
    )


def test_what_holds_for_a_file():
    config = decode(FULL)
    plain = config.of_file("a.txt")
    assert (plain.language, plain.audience, plain.fields, plain.ignore) == (
        "sv", "internal", ("*.body",), (),
    )  # fmt: skip
    inside = config.of_file("macros/nb/a.txt")
    assert (inside.language, inside.audience, inside.fields, inside.format) == (
        "nb", "customer", (), ".html",
    )  # fmt: skip
    assert inside.ignore == ("vagueness", "blame.own-fault")
    assert inside.placeholders == "liquid"


def test_a_path_knows_better_than_the_whole_configuration_but_not_than_a_rule_for_it():
    config = decode('language = "sv"\nfiles."x/da/*".language = "nn"\n')
    assert config.of_file("a.txt").language == "sv"
    assert config.of_file("da/a.txt").language == "da"
    assert config.of_file("x/da/a.txt").language == "nn"


def test_in_a_pyproject():
    assert decode("[tool.ruff]\n# servicetone\n", "pyproject.toml") is None
    config = decode('[tool.servicetone]\nlanguage = "da"\n', "pyproject.toml")
    assert config.language == "da"


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ('lang = "sv"', 1, "no setting 'lang'", "'language'"),
        ('\nfail_on = "error"', 2, "no setting 'fail_on'", "'fail-on'"),
        ("zzz = 1", 1, "no setting 'zzz'", "known here: language"),
        ('[files."a"]\naudiense = "customer"', 2, 'in [files."a"]', "'audience'"),
        ('[files."a"]\npacks = ["x"]', 2, "no setting 'packs'", "known here"),
        ('language = "swedish"', 1, "cannot be 'swedish'", '"sv"'),
        ('audience = "customers"', 1, "cannot be 'customers'", "'customer'"),
        ("language = 3", 1, "cannot be 3", "one of"),
        ('ignore = "coldness"', 1, "takes a list", 'ignore = ["coldness"]'),
        ("ignore = [1]", 1, "takes a list", "ignore"),
        ('gitignore = "no"', 1, "true or false", "gitignore = true"),
        ("baseline = []", 1, "takes a text", 'baseline = "'),
        ('files = "a"', 1, "is a table", "[files]"),
        ('[entries]\n"Late" = "blame"', 2, "takes a list", '["blame"]'),
        ("language = ", 1, "not valid TOML", "double quotes"),
        ('a = "b\n', 1, "not valid TOML", "double quotes"),
    ],
)
def test_mistakes_have_a_place_and_a_hint(text, line, message, hint):
    with pytest.raises(ConfigError) as caught:
        decode(text)
    error = caught.value
    assert message in error.message
    assert hint in error.hint
    assert error.place == f"servicetone.toml:{line}"


@given(st.text())
def test_any_text_is_a_configuration_or_a_clear_error(text):
    try:
        config = decode(text)
    except ConfigError as error:
        assert error.hint
    else:
        config.of_file("a/b.txt")


PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"


def test_the_page_speaks_of_every_setting_and_of_no_other():
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    config = decode(example)
    untold = {"path", "folder"}
    default = Config()
    for name in set(Config._fields) - untold - {"gitignore", "audience", "fail_on"}:
        assert getattr(config, name) != getattr(default, name), name
