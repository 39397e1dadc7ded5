import io
import re
import sys
from pathlib import Path

import pytest

import servicetone.lexicon.verify  # noqa: F401  (before the stand-in takes the checker's place)
from servicetone.cli.main import main
from servicetone.errors import ConfigError
from servicetone.model import LANGUAGES, Category, Document, Finding, Note, Severity, Vetoed
from servicetone.report import Report

RULES = {
    "skit": ("profanity.vulgar-word", Severity.ERROR),
    "regler": ("stonewalling.rules-are-rules", Severity.WARNING),
    "snart": ("vagueness.soon", Severity.INFO),
}


class WordChecker:
    """Stands in for the real checker: finds three words; "citat" vetoes what comes after it."""

    rules = tuple(rule for rule, _ in RULES.values())

    def __init__(self, select=(), ignore=(), packs=(), messages=None, explain=False):
        for name in (*select, *ignore):
            if not any(rule.startswith(name) for rule, _ in RULES.values()):
                raise ConfigError(f"there is no category or concept {name!r}", hint="see the list")
        self.select, self.ignore = select, ignore
        self.messages, self.explain = messages, explain

    def is_enabled(self, name):
        return name not in self.ignore

    def check(self, text, language=None, audience="customer"):
        return self.check_document(Document(text, None, audience, language))

    def check_document(self, document):
        findings, vetoed = [], []
        blocks = [block.span for block in document.blocks or ()]
        for match in re.finditer("|".join(RULES), document.text):
            inside = any(start <= match.start() < end for start, end in blocks)
            if document.blocks is not None and not inside:
                continue
            rule, severity = RULES[match[0]]
            if (self.select and not rule.startswith(self.select)) or rule.startswith(self.ignore):
                continue
            message = "Hard to hear." if self.messages == "en" else "Svårt att höra."
            category = Category(rule.split(".")[0])
            language = document.language or "sv"
            finding = Finding(rule, category, severity, language, *match.span(), match[0], message)
            if "citat" in document.text[: match.start()]:
                vetoed.append(Vetoed(finding, "quoted", "citat"))
            else:
                findings.append(finding)
        foreign = "english" in document.text
        notes = (Note("other-language", "the text left alone"),) if foreign else ()
        kept = tuple(vetoed) if self.explain else ()
        return Report(document.source, "sv", document.audience, tuple(findings), kept, notes)


class Result:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def cli(monkeypatch, tmp_path, capsys):
    """Run the command line in an empty folder, with the stand-in checker."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("servicetone.checker.Checker", WordChecker)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments, stdin=None):
        data = io.TextIOWrapper(io.BytesIO(stdin or b""), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", data)
        code = main(arguments)
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run


@pytest.fixture
def folder(tmp_path):
    """A folder of files: some with words to find, some to skip."""
    files = {
        "b.txt": "skit\n",
        "a.md": "Hej\n\n```\nskit\n```\n\nså är regler\n",
        "sub/c.txt": "snart\n",
        "sub/d.markdown": "Tack!\n",
        ".hidden/e.txt": "skit",
        ".f.txt": "skit",
        "g.py": "skit",
        "node_modules/h.txt": "skit",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


LANGUAGE = """
particles = ["ju", "jo"]
negators = ["inte", "ikke"]
definite = []
clause-starters = ["som"]
common = ["det"]
attribution = []
meta = []
hypothetical = []
answers = []
self-before = []
self-after = []
[classes]
"""

CONCEPT = """
concept   = "blame.did-not-read"
severity  = {customer = "error", internal = "warning"}
audience  = ["customer", "internal"]
principle = "P6"
rationale = "Says the reader failed to read, where it could say where the answer is."
absent.da = "says it otherwise"
absent.nn = "says it otherwise"

[[sv]]
match   = ["du/ni har inte ~läsa"]
suggest = ["svaret finns här"]
advice  = "Visa var svaret finns: ”Du hittar det i …”"
bad     = ["Hej! <Du har ju inte läst>. -> Hej! Svaret finns här.", "<Ni har inte läst>. -> Svaret finns här."]
good    = ["Du har läst rätt.", "Jag har inte läst det."]

[[nb]]
match   = ["du/dere har ikke ~lese"]
advice  = "Vis hvor svaret står: «Du finner det i …»"
bad     = ["<Du har ikke lest> e-posten.", "<Dere har jo ikke lest> vilkårene."]
good    = ["Jeg har ikke lest den.", "Du har lest riktig."]
"""


@pytest.fixture
def lexicons(tmp_path, monkeypatch):
    """A lexicons folder with one rule, used in place of the real one."""
    from servicetone.lexicon import load

    folder = tmp_path / "lexicons"
    (folder / "languages").mkdir(parents=True)
    (folder / "blame").mkdir()
    (folder / "blame" / "did-not-read.toml").write_text(CONCEPT, "utf-8")
    (folder / "categories.toml").write_bytes(
        (Path(load.source_folder()) / "categories.toml").read_bytes()
    )
    forms = {"sv": "läsa läser läste läst läs", "nb": "lese leser leste lest les"}
    for language in LANGUAGES:
        (folder / "languages" / f"{language}.toml").write_text(LANGUAGE, "utf-8")
        (folder / "languages" / f"{language}.forms").write_text(forms.get(language, ""), "utf-8")
    monkeypatch.setattr(load, "source_folder", lambda: str(folder))
    monkeypatch.setattr(load, "COMPILED_FOLDER", str(tmp_path / "compiled"))
    load.load_compiled.cache_clear()
    yield folder
    load.load_compiled.cache_clear()
