"""Findings in a Spark DataFrame, worker by worker, through Arrow.

Needs the extra ``servicetone[spark]`` on the driver and on every worker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from servicetone.checker import Checker
from servicetone.errors import ExtraError

try:
    import pyarrow as pa
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    from servicetone.tables.annotate import annotate_batch, findings_schema
    from servicetone.tables.columns import Columns, choose
except ImportError:
    raise ExtraError("working with Spark", "spark") from None

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def annotate(
    df: DataFrame,
    text: str | None = None,
    language: str | None = None,
    audience: str | None = None,
    *,
    keep: Iterable[str] = (),
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    messages: str | None = None,
    redact: bool = False,
) -> DataFrame:
    """Return the findings in ``df``, one row a finding.

    The columns are those of ``servicetone.frames.annotate`` without ``row``, which a distributed
    table doesn't have: carry an id over with ``keep``. Only the columns that are needed are read.
    Raises ``TableError`` for a column that is not there, before any job starts.
    """
    Checker(select=select, ignore=ignore, messages=messages)  # a slip in a name stops here
    schema = to_arrow_schema(df.schema)
    columns = choose(schema, text, language, audience, keep)
    wanted = df.select(*columns.read())
    found = findings_schema(columns, to_arrow_schema(wanted.schema), numbered=False, redact=redact)
    work = _task(columns, (select, ignore, messages), redact)
    return wanted.mapInArrow(work, from_arrow_schema(found))


_Settings = tuple[tuple[str, ...], tuple[str, ...], "str | None"]


def _task(
    columns: Columns, settings: _Settings, redact: bool
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        checker = _checker(settings)
        for batch in batches:
            yield annotate_batch(batch, columns, checker, redact=redact).findings

    return work


@lru_cache(maxsize=8)
def _checker(settings: _Settings) -> Checker:
    """Return the checker of a Python worker: Spark reuses workers, so a lexicon is loaded once."""
    select, ignore, messages = settings
    return Checker(select=select, ignore=ignore, messages=messages)
