"""Are the findings the same through every door? ``python doors.py LABELLED.jsonl...``

Runs the Python API, tables (pyarrow, pandas, Polars), ``scan``, spaCy and Spark on labelled files
and says where they differ. Needs the development install with ``pipelines``.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import spacy

import servicetone
from servicetone.frames import annotate


def keys(rows):
    return [(row["row"], row["rule"], row["start"], row["end"]) for row in rows]


def main(paths):
    docs = [
        json.loads(line) for path in paths for line in Path(path).read_text("utf-8").splitlines()
    ]
    table = pa.table({
        "row_id": list(range(len(docs))),
        "text": [doc["text"] for doc in docs],
        "language": [doc["lang"] for doc in docs],
        "who": [doc["audience"] for doc in docs],
    })  # fmt: skip
    table = table.rename_columns(["row_id", "text", "lang", "who"])
    plain = [
        (row, finding.rule, finding.start, finding.end)
        for row, doc in enumerate(docs)
        for finding in servicetone.check(doc["text"], doc["lang"], doc["audience"]).findings
    ]
    doors = {
        "pyarrow": keys(annotate(table, "text", "lang", "who").to_pylist()),
        "pandas": keys(annotate(table.to_pandas(), "text", "lang", "who").to_dict("records")),
        "polars": keys(annotate(pl.from_arrow(table), "text", "lang", "who").to_dicts()),
    }
    with tempfile.TemporaryDirectory() as folder:
        source, target = os.path.join(folder, "m.parquet"), os.path.join(folder, "f.parquet")
        pq.write_table(table, source)
        command = [sys.executable, "-m", "servicetone", "scan", source, "-o", target, "--jobs", "2"]
        options = ["--text", "text", "--language", "lang", "--audience", "who", "-q"]
        subprocess.run([*command, *options], check=True)
        doors["scan"] = keys(pq.read_table(target).to_pylist())
    pipelines = {}
    found = []
    for row, doc in enumerate(docs):
        key = doc["lang"], doc["audience"]
        if key not in pipelines:
            pipelines[key] = spacy.blank(doc["lang"])
            pipelines[key].add_pipe("servicetone", config={"audience": doc["audience"]})
        report = pipelines[key](doc["text"])._.servicetone
        found += [(row, each.rule, each.start, each.end) for each in report.findings]
    doors["spacy"] = found
    doors["stanza"] = stanza(docs)
    doors["spark"] = spark(table)
    for name, found in doors.items():
        same = sorted(found) == sorted(plain)
        print(f"{name:8} {len(found)} findings, {'the same' if same else 'DIFFERENT'}")
    print(f"check    {len(plain)} findings in {len(docs)} texts")
    return 0 if all(sorted(found) == sorted(plain) for found in doors.values()) else 1


def stanza(docs):
    from stanza.models.common.doc import Document

    from servicetone.analysis import check_doc

    found = []
    for row, doc in enumerate(docs):
        report = check_doc(Document([], text=doc["text"]), doc["lang"], doc["audience"])
        found += [(row, each.rule, each.start, each.end) for each in report.findings]
    return found


def spark(table):
    from pyspark.sql import SparkSession

    from servicetone.spark import annotate as annotate_spark

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = (
        SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    frame = session.createDataFrame(
        table.to_pylist(), schema="row_id long, text string, lang string, who string"
    )
    rows = annotate_spark(frame, "text", "lang", "who", keep=["row_id"]).collect()
    session.stop()
    return [(row.row_id, row.rule, row.start, row.end) for row in rows]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
