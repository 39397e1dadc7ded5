"""Read a table of findings as ``servicetone scan`` has written it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from servicetone.digest.counts import Row
from servicetone.errors import TableError
from servicetone.records import NamedTuple
from servicetone.tables.scan import weeks_of
from servicetone.tables.sink import METADATA_KEY
from servicetone.tables.source import open_source

_NEEDED = ("category", "rule", "language")


class Findings(NamedTuple):
    """A table of findings, what is counted of it, and how many messages it came from."""

    table: pa.Table
    rows: list[Row]
    coverage: Mapping[str, int] | None


def read_findings(path: str, time: str | None, group: str | None) -> Findings:
    """Return the findings at ``path``. Raises ``TableError`` where it holds none or no such column."""
    source = open_source(path)
    names = source.schema.names
    for name in (*_NEEDED, *filter(None, (time, group))):
        if name not in names:
            raise TableError(
                f"there is no column {name!r}",
                path=path,
                hint="give the table that servicetone scan has written",
            )
    if time is None:
        time = next((name for name in names if _is_time(source.schema.field(name).type)), None)
    batches = [read.batch for read in source.batches(names, 0)]
    table = pa.Table.from_batches(batches, source.schema if not batches else None)
    held = (source.schema.metadata or {}).get(METADATA_KEY)
    coverage = json.loads(held)["coverage"] if held else None
    return Findings(table, list(_rows(table, time, group)), coverage)


def examples(table: pa.Table, most: int) -> list[str]:
    """Return the words that were found most often."""
    counted = pc.value_counts(table["text"]).to_pylist()
    counted.sort(key=lambda each: (-each["counts"], each["values"]))
    return [each["values"] for each in counted[:most]]


def _rows(table: pa.Table, time: str | None, group: str | None) -> Iterator[Row]:
    weeks = [""] * table.num_rows if time is None else weeks_of(table[time].combine_chunks())
    columns = [table[name].to_pylist() for name in _NEEDED]
    groups = table[group].to_pylist() if group else [""] * table.num_rows
    for week, category, rule, language, each in zip(weeks, *columns, groups):
        yield Row(week, category, rule, language, "" if each is None else str(each))


def _is_time(kind: pa.DataType) -> bool:
    return bool(pa.types.is_timestamp(kind) or pa.types.is_date(kind))
