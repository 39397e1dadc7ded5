"""Many files: the same findings in the same order, alone or together, anew or from the cache."""

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from html import unescape

import pytest

from servicetone.cli import cache as caching
from servicetone.cli import run as running
from servicetone.cli.cache import Cache, cache_folder
from servicetone.cli.run import Runner
from servicetone.cli.work import Orders, Task
from servicetone.config.settings import FileSettings
from servicetone.model import Span
from servicetone.report import Checked

TEXTS = [
    "Hej! Du har ju inte läst vårt mejl 😀.\n",
    "Tack för ditt meddelande, vi hjälper dig gärna.\n",
    "Det er ikke mit bord.\r\nDu må ringe til nogen andre.\r\n",
    "This is English, and nothing to look at.\n",
    "Sluta tjata, din idiot. <!-- servicetone: ignore[contempt] -->\n",
]


@pytest.fixture
def tasks(tmp_path, monkeypatch):
    """Thirty files in two folders, one of them no text, one with findings in Latin-1."""
    monkeypatch.setenv("SERVICETONE_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    paths = []
    for number in range(30):
        path = tmp_path / "abc"[number % 3] / f"{number:02}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((TEXTS[number % 5] * (1 + number % 4)).encode())
        paths.append(os.path.relpath(path))
    (tmp_path / "a" / "00.txt").write_bytes(b"\0")
    (tmp_path / "a" / "03.txt").write_bytes("Du har inte läst vårt mejl.".encode("latin-1"))
    (tmp_path / "a" / "06.json").write_text('{"b": "Du har ju inte l\\u00e4st v\\u00e5rt mejl."}')
    (tmp_path / "a" / "gone.txt").symlink_to("nowhere")
    paths += ["a/06.json", "a/gone.txt"]
    return [Task(path, FileSettings()) for path in paths]


def outcomes(tasks, **options):
    runner = Runner(Orders(), **options)
    found = list(runner.outcomes(tasks))
    runner.save()
    return found


def opened(folder="/r", lexicon="1"):
    return Cache(folder, Orders(), lexicon)


def test_jobs_change_nothing(tasks, monkeypatch):
    expected = outcomes(tasks, jobs=1)
    assert sum(len(each.report.findings) for each in expected if isinstance(each, Checked)) > 10
    monkeypatch.setattr(running, "_ALONE", 200)
    monkeypatch.setattr(running, "_PORTION", 300)
    assert outcomes(tasks, jobs=3) == expected
    assert outcomes(tasks, jobs=3, cache=opened()) == expected
    assert outcomes(tasks, jobs=3, cache=opened()) == expected


def test_a_second_run_checks_nothing(tasks, monkeypatch):
    expected = outcomes(tasks, jobs=1, cache=opened())
    asked = []
    do = running.Worker.do
    monkeypatch.setattr(running.Worker, "do", lambda *each: asked.append(each[1].path) or do(*each))
    assert outcomes(tasks, jobs=1, cache=opened()) == expected
    assert asked == ["a/00.txt"]  # what could not be read is tried again


def test_a_cache_is_about_content_settings_and_rules(tasks, monkeypatch):
    outcomes(tasks, cache=opened())
    asked = []
    do = running.Worker.do
    monkeypatch.setattr(running.Worker, "do", lambda *each: asked.append(each[1].path) or do(*each))
    with open("b/01.txt", "a", encoding="utf-8") as file:
        file.write("Det är inte mitt bord.\n")
    os.rename("b/04.txt", "04.txt")
    found = outcomes(
        [Task("b/01.txt", FileSettings()), Task("04.txt", FileSettings())], cache=opened()
    )
    assert asked == ["b/01.txt"]
    assert found[1].report.source == found[1].document.source == "04.txt"
    outcomes([Task("04.txt", FileSettings(language="sv"))], cache=opened())
    outcomes([Task("04.txt", FileSettings())], cache=opened(lexicon="2"))
    outcomes([Task("04.txt", FileSettings())], cache=opened(folder="/other"))
    assert asked == ["b/01.txt", *["04.txt"] * 3]


class Mischief:
    def __reduce__(self):
        return (os.system, ("echo mischief",))


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "pickle", "row"])
def test_a_damaged_cache_is_none(tasks, damage, capfd):
    expected = outcomes(tasks, cache=opened())
    (name,) = os.listdir("cache")
    path = os.path.join("cache", name)
    with open(path, "rb") as file:
        data = file.read()
    payload = {
        "pickle": pickle.dumps(Mischief()),
        "row": pickle.dumps(dict.fromkeys(opened()._rows, (10**6, b"?"))),
    }.get(damage)
    if payload:
        data = caching._MARK + caching._digest(payload) + payload
    elif damage == "flip":
        data = data[:200] + bytes([data[200] ^ 1]) + data[201:]
    else:
        data = data[:500] if damage == "cut" else b""
    with open(path, "wb") as file:
        file.write(data)
    assert outcomes(tasks, cache=opened()) == expected
    assert "mischief" not in capfd.readouterr().out


def test_a_cache_that_cannot_be_written_is_done_without(tasks, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SERVICETONE_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert outcomes(tasks, cache=opened()) == outcomes(tasks)


def test_what_nobody_asks_for_is_forgotten(tasks, monkeypatch, tmp_path):
    outcomes(tasks, cache=opened())
    old = tmp_path / "cache" / "old.bin"
    old.write_bytes(b"x")
    os.utime(old, (1, 1))
    later = time.time() + 40 * 24 * 60 * 60
    monkeypatch.setattr(caching.time, "time", lambda: later)
    outcomes(tasks[5:9], cache=opened())
    assert len(opened()._rows) == 4
    assert not old.exists()


@pytest.mark.parametrize(
    ("name", "platform", "variables", "expected"),
    [
        ("posix", "linux", {"XDG_CACHE_HOME": "/x"}, "/x/servicetone"),
        ("posix", "linux", {"XDG_CACHE_HOME": "", "HOME": "/h"}, "/h/.cache/servicetone"),
        ("posix", "darwin", {"HOME": "/h"}, "/h/Library/Caches/servicetone"),
        ("posix", "linux", {"SERVICETONE_CACHE_DIR": "/c"}, "/c"),
    ],
)
def test_where_caches_lie(name, platform, variables, expected, monkeypatch):
    monkeypatch.delenv("SERVICETONE_CACHE_DIR", raising=False)
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert cache_folder() == expected


def many(tmp_path, count=600):
    for number in range(count):
        (tmp_path / f"{number}.txt").write_text(TEXTS[number % 5] * 30, "utf-8")


def servicetone(*arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "servicetone", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", **options,
    )  # fmt: skip


def test_the_command_with_several_jobs(tmp_path):
    many(tmp_path)
    told = [
        servicetone(
            "check",
            ".",
            "--no-cache",
            "--jobs",
            jobs,
            "-q",
            "--output-format",
            "concise",
            cwd=tmp_path,
        ).communicate()
        for jobs in ("1", "3")
    ]
    assert told[0] == told[1]
    assert told[0][0].count("\n") > 1000


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is another thing there")
def test_ctrl_c_ends_all_of_it_quietly(tmp_path):
    many(tmp_path, 3000)
    process = servicetone(
        "check", ".", "--no-cache", "--jobs", "2", "--output-format", "json-lines", cwd=tmp_path,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's "&" ignores it
    )  # fmt: skip
    for _ in range(300):  # by now others are at work
        process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    err = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert "Traceback" not in err
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@pytest.mark.parametrize("wording", ['Svaret står i "Villkor"', "A & B", "ren text"])
def test_what_programs_splice_in_is_escaped_as_the_file_asks(tmp_path, monkeypatch, wording):
    """The change that SARIF offers, carried out, leaves a file that reads as it should."""
    from servicetone.model import Suggestion
    from servicetone.render import renderer
    from servicetone.terminal.style import Look

    check = running.Worker.report

    def report(self, document, settings):
        found, entries = check(self, document, settings)
        findings = tuple(
            each._replace(suggestions=(Suggestion(Span(each.start, each.end), wording),))
            for each in found.findings
        )
        return found._replace(findings=findings), entries

    monkeypatch.setattr(running.Worker, "report", report)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text('{"late": "Hej! Du har ju inte l\\u00e4st v\\u00e5rt mejl."}')
    (tmp_path / "b.html").write_text("<p>Hej! Du har ju inte läst <b>vårt</b> mejl.</p>", "utf-8")
    for name, read in (("a.json", lambda text: json.loads(text)["late"]), ("b.html", unescape)):
        log = "".join(renderer("sarif")(outcomes([Task(name, FileSettings())]), Look()))
        (result,) = json.loads(log)["runs"][0]["results"]
        text = (tmp_path / name).read_text("utf-8")
        for fix in result.get("fixes", []):
            (change,) = fix["artifactChanges"][0]["replacements"]
            place, words = change["deletedRegion"], change["insertedContent"]["text"]
            after = text[: place["startColumn"] - 1] + words + text[place["endColumn"] - 1 :]
            assert wording in read(after)
        assert name == "b.html" or result["fixes"]
