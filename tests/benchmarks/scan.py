"""Rates and memory of ``servicetone scan`` and of Spark on a generated table.

    python tests/benchmarks/scan.py CORPUS.jsonl... --rows 200000 [--jobs 1 2] [--spark] [--wide]

CORPUS.jsonl holds one JSON object a line with "text" and "lang": clean prose, joined to messages
of 300 code points in random order; ``--harm`` of them end with an example of a rule. ``--wide``
adds a column that scan does not read, as real tables have, to bring the file to any size. Times are
of whole processes, start included: run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from servicetone.lexicon.load import load_concepts

SIZE = 300
GROUP = 20_000
SPARK = """
import os, sys, time
os.environ["PYSPARK_PYTHON"] = sys.executable
from pyspark.sql import SparkSession
from servicetone.spark import annotate
source, cores = sys.argv[1:]
spark = SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", "false")
spark = spark.config("spark.log.level", "ERROR").getOrCreate()
begun = time.perf_counter()
found = annotate(spark.read.parquet(source), text="body", language="lang", keep=["id"])
found.write.parquet(sys.argv[1] + ".spark")
print(time.perf_counter() - begun)
"""


def sentences(paths: list[str]) -> dict[str, list[str]]:
    """Return the texts of ``paths`` by language."""
    texts: dict[str, list[str]] = {}
    for path in paths:
        for line in Path(path).read_text("utf-8").splitlines():
            row = json.loads(line)
            texts.setdefault(row["lang"], []).append(row["text"])
    return texts


def harms() -> dict[str, list[str]]:
    """Return the examples of harm of all rules, by language."""
    return {
        language: [
            example.text
            for concept in load_concepts()
            for rule in concept.rules.get(language, ())
            for example in rule.bad
        ]
        for language in ("sv", "da", "nb", "nn")
    }


def messages(
    texts: dict[str, list[str]], harm: float, chance: random.Random
) -> Iterator[tuple[str, str]]:
    """Yield languages and messages, without end."""
    bad = harms()
    languages = sorted(texts)
    while True:
        language = chance.choice(languages)
        message = ""
        end = " " + chance.choice(bad[language]) if chance.random() < harm else ""
        while len(message) + len(end) < SIZE:
            message = f"{message} {chance.choice(texts[language])}".strip()
        yield language, message[: SIZE - len(end)] + end


def generate(path: str, rows: int, corpora: list[str], harm: float, wide: int) -> None:
    """Write a table of ``rows`` messages, with ``wide`` more bytes a row that are not read."""
    chance = random.Random(1)
    stream = messages(sentences(corpora), harm, chance)
    schema = pa.schema([("id", pa.int64()), ("lang", pa.string()), ("body", pa.string())])
    if wide:
        schema = schema.append(pa.field("raw", pa.binary()))
    with pq.ParquetWriter(path, schema) as writer:
        for first in range(0, rows, GROUP):
            size = min(GROUP, rows - first)
            languages, bodies = zip(*(next(stream) for _ in range(size)), strict=True)
            columns = [pa.array(range(first, first + size)), pa.array(languages), pa.array(bodies)]
            if wide:
                columns.append(pa.array([chance.randbytes(wide) for _ in range(size)]))
            writer.write_table(pa.table(columns, schema=schema))


def run(command: list[str]) -> tuple[float, float, float, str]:
    """Return elapsed and processor seconds, peak megabytes of a process, output of ``command``."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"failed: {command}")
    processor = usage.ru_utime + usage.ru_stime
    return time.perf_counter() - begun, processor, usage.ru_maxrss / 1024, output


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+")
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--harm", type=float, default=0.05)
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--wide", type=int, default=0, metavar="BYTES")
    parser.add_argument("--spark", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "messages.parquet")
        # A new process begins with the peak memory of the one that starts it, so this one stays small.
        table = (source, options.rows, options.corpora, options.harm, options.wide)
        generator = multiprocessing.get_context("spawn").Process(target=generate, args=table)
        generator.start()
        generator.join()
        if generator.exitcode:
            raise SystemExit("the table could not be made")
        print(f"{options.rows:,} messages, {os.path.getsize(source) / 1e9:.2f} GB")
        for jobs in options.jobs:
            target = os.path.join(folder, f"findings{jobs}.parquet")
            scan = [sys.executable, "-m", "servicetone", "scan", source, "-o", target, "-q"]
            columns = ["--text", "body", "--language", "lang", "--id", "id", "--jobs", str(jobs)]
            elapsed, processor, peak, _ = run([*scan, *columns])
            rate, found = options.rows / elapsed, pq.read_metadata(target).num_rows
            print(
                f"scan --jobs {jobs}: {elapsed:.1f} s ({processor:.1f} s of a core), {rate:,.0f} messages/s,"
                f" {peak:.0f} MB at the peak of a process, {found:,} findings"
            )
        if options.spark:
            cores = str(max(options.jobs))
            elapsed, _, _, output = run([sys.executable, "-c", SPARK, source, cores])
            inside = float(output.split()[-1])
            print(
                f"Spark local[{cores}]: {elapsed:.1f} s, {inside:.1f} s without its start,"
                f" {options.rows / inside:,.0f} messages/s"
            )


if __name__ == "__main__":
    main()
