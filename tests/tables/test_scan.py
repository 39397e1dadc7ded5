"""``servicetone scan``: the real command on real files, stopped, broken and resumed."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from servicetone.tables.scan import weeks_of
from tables.samples import expected, messages, table

COMMAND = [sys.executable, "-m", "servicetone", "scan"]
OPTIONS = ["--text", "body", "--language", "lang", "--id", "id"]


def run(*arguments, **settings):
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8",
        stdin=subprocess.DEVNULL, **settings,
    )  # fmt: skip


def write(path, rows):
    """Write a table in the format that the name of ``path`` asks for."""
    name = path.name
    if name.endswith(".parquet"):
        pq.write_table(rows, path, row_group_size=100)
        return path
    sink = pa.BufferOutputStream()
    if ".csv" in name:
        pyarrow.csv.write_csv(rows, sink)
        data = sink.getvalue().to_pybytes()
    else:
        lines = (json.dumps(row, ensure_ascii=False) for row in rows.to_pylist())
        data = "\n".join(lines).encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def findings(path):
    """Return (row, rule, start, end) of each finding in a table of findings."""
    if path.name.endswith(".parquet"):
        rows = pq.read_table(path).to_pylist()
    else:
        data = path.read_bytes()
        data = gzip.decompress(data) if path.name.endswith(".gz") else data
        if ".csv" in path.name:
            rows = pyarrow.csv.read_csv(pa.BufferReader(data)).to_pylist()
        else:
            rows = [json.loads(line) for line in data.decode().splitlines()]
    return [(row["row"], row["rule"], row["start"], row["end"]) for row in rows]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("m.parquet", "f.parquet"),
        ("m.csv", "f.jsonl"),
        ("m.csv.gz", "f.csv"),
        ("m.jsonl", "f.csv.gz"),
        ("m.jsonl.gz", "f.jsonl.gz"),
    ],
)
def test_every_format_gives_the_same_findings(tmp_path, source, target):
    done = run(write(tmp_path / source, table()), "-o", tmp_path / target, *OPTIONS)
    assert done.returncode == 0, done.stderr
    assert findings(tmp_path / target) == expected()
    assert not (tmp_path / f"{target}.parts").exists()


def many(times):
    """Return the sample table over and over, so that it takes a while."""
    return pa.concat_tables([table()] * times)


def test_jobs_change_nothing(tmp_path):
    source = write(tmp_path / "m.parquet", many(20))
    for jobs in ("1", "2"):
        done = run(source, "-o", tmp_path / f"{jobs}.parquet", *OPTIONS, "--jobs", jobs)
        assert done.returncode == 0, done.stderr
    one, two = (pq.read_table(tmp_path / f"{jobs}.parquet") for jobs in "12")
    assert one.equals(two)
    assert one.num_rows == 20 * len(expected())


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGINT])
def test_a_stopped_scan_goes_on_without_loss_or_repeats(tmp_path, blow):
    source, target = write(tmp_path / "m.parquet", many(60)), tmp_path / "f.parquet"
    command = [*COMMAND, str(source), "-o", str(target), *OPTIONS]
    parts = tmp_path / "f.parquet.parts"
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None and not list(parts.glob("*.arrow")):
            time.sleep(0.01)
        process.send_signal(blow)
        _, complaint = process.communicate()
    assert process.returncode != 0
    assert not target.exists(), "partial output looks whole"
    if blow == signal.SIGINT:
        assert "give the same command again" in complaint
        assert "Traceback" not in complaint
    held = {path.name: path.stat().st_mtime_ns for path in parts.glob("*.arrow")}
    assert held
    done = run(source, "-o", target, *OPTIONS)
    assert done.returncode == 0, done.stderr
    assert "going on" in done.stderr
    whole = tmp_path / "whole.parquet"
    assert run(source, "-o", whole, *OPTIONS).returncode == 0
    assert pq.read_table(target).equals(pq.read_table(whole))


def test_parts_of_another_scan_are_not_mixed_in(tmp_path):
    source, target = write(tmp_path / "m.parquet", table()), tmp_path / "f.parquet"
    folder = tmp_path / "f.parquet.parts"
    folder.mkdir()
    (folder / "manifest.json").write_text('{"other": 1}')
    done = run(source, "-o", target, *OPTIONS)
    assert done.returncode == 2
    assert "--restart" in done.stderr
    assert run(source, "-o", target, *OPTIONS, "--restart").returncode == 0
    assert findings(target) == expected()


def test_redacted_findings_hold_no_words(tmp_path):
    source, target = write(tmp_path / "m.parquet", table()), tmp_path / "f.parquet"
    assert run(source, "-o", target, *OPTIONS, "--redact").returncode == 0
    data = pq.read_table(target)
    assert "text" not in data.schema.names
    words = {text for text, _ in messages()}
    for row in data.to_pylist():
        assert not words & {str(value) for value in row.values()}


def test_coverage_is_counted_by_week(tmp_path):
    rows = pa.table({"text": ["a", "b", None], "t": ["2026-01-01", "2026-03-30T10:00", "soon"]})
    source, target = write(tmp_path / "m.parquet", rows), tmp_path / "f.parquet"
    assert run(source, "-o", target, "--time", "t", "--language", "sv").returncode == 0
    facts = json.loads(pq.read_schema(target).metadata[b"servicetone"])
    assert facts["coverage"] == {
        "2026-W01|sv|customer": 1, "2026-W14|sv|customer": 1, "||customer": 1,
    }  # fmt: skip


def test_weeks_of_all_kinds_of_times():
    import datetime

    days = [datetime.date(2027, 1, 1), None]
    assert weeks_of(pa.array(days)) == ["2026-W53", ""]
    assert weeks_of(pa.array(days).cast(pa.timestamp("ms"))) == ["2026-W53", ""]
    assert weeks_of(pa.array(["2027-01-01 10:00", "2026-13-31", ""])) == ["2026-W53", "", ""]


def damage(path):
    """Overwrite bytes in the middle of the data."""
    data = bytearray(path.read_bytes())
    place = len(data) // 3
    data[place : place + 200] = b"\xff" * 200
    path.write_bytes(bytes(data))
    return path


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: folder / "none.parquet", "there is no such file"),
        (lambda folder: write(folder / "m.txt.jsonl", pa.table({"no": [1]})), "which column"),
        (lambda folder: damage(write(folder / "m.parquet", table())), "cannot be read"),
        (lambda folder: _text(folder / "m.parquet", "no table"), "cannot be read"),
        (lambda folder: _text(folder / "m.jsonl", '{"body": "a"}\n{"body": '), "line 2"),
        (lambda folder: _text(folder / "m.jsonl", '{"body": ["a"]}'), "holds a list, not text"),
        (lambda folder: _text(folder / "m.jsonl.gz", "no gzip"), "cannot be read"),
        (lambda folder: _text(folder / "m.csv", "body,lang\na,b,c\n"), "cannot be read"),
        (lambda folder: _bytes(folder / "m.csv", b"body\n\xe5\xe4\n"), "it should be UTF-8"),
        (lambda folder: _text(folder / "m.xlsx", ""), "not a table that can be scanned"),
    ],
)
def test_bad_tables_are_told_and_leave_nothing_whole(tmp_path, make, message):
    done = run(make(tmp_path), "-o", tmp_path / "f.parquet")
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("f.parquet")] == []


def _bytes(path, data):
    path.write_bytes(data)
    return path


def _text(path, text):
    path.write_text(text)
    return path


def test_the_table_is_not_overwritten(tmp_path):
    source = write(tmp_path / "m.parquet", table())
    before = source.read_bytes()
    assert run(source, "-o", source, *OPTIONS).returncode == 2
    assert source.read_bytes() == before


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full disk to write to")
def test_a_full_disk_is_told(tmp_path, monkeypatch, capsys):
    import errno

    from servicetone.cli.main import main
    from servicetone.tables import sink

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(sink.os, "fsync", full)
    source = write(tmp_path / "m.parquet", table())
    assert main(["scan", str(source), "-o", str(tmp_path / "f.parquet"), *OPTIONS]) == 2
    assert "No space left" in capsys.readouterr().err
    assert not (tmp_path / "f.parquet").exists()


def test_an_empty_table_has_no_findings(tmp_path):
    source = write(tmp_path / "m.parquet", table().slice(0, 0))
    assert run(source, "-o", tmp_path / "f.parquet", *OPTIONS).returncode == 0
    assert findings(tmp_path / "f.parquet") == []
