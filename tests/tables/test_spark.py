"""Spark on a real local session: the same findings, one lexicon a worker."""

import sys
from importlib.util import find_spec
from shutil import which

import pytest

from tables.samples import expected, table

if not find_spec("pyspark") or not which("java"):
    pytest.skip("needs pyspark and a Java", allow_module_level=True)

from servicetone.errors import TableError

pytestmark = pytest.mark.filterwarnings("ignore")  # Spark's own


@pytest.fixture(scope="module")
def session():
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        made = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate()
        )
        yield made
        made.stop()


@pytest.fixture(scope="module")
def frame(session):
    return session.createDataFrame(
        table().to_pylist(), schema="id string, body string, lang string"
    )


def test_findings_are_those_of_check(frame):
    from servicetone.spark import annotate

    rows = annotate(frame.repartition(3), text="body", language="lang", keep=["id"]).collect()
    got = sorted((int(row.id[1:]), row.start, row.end, row.rule) for row in rows)
    assert got == sorted((row, start, end, rule) for row, rule, start, end in expected())


def test_only_named_columns_are_there(frame):
    from servicetone.spark import annotate

    found = annotate(frame, text="body", language="lang", redact=True)
    assert found.columns == [
        "language", "audience", "rule", "category", "severity", "start", "end",
    ]  # fmt: skip


def test_a_missing_column_is_told_before_any_job(frame):
    from servicetone.spark import annotate

    with pytest.raises(TableError, match="no column 'bodi'"):
        annotate(frame, text="bodi")
