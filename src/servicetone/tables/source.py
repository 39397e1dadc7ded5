"""Tables on disk, read batch by batch: Parquet, CSV and JSON Lines, the last two also gzipped."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Iterator
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from servicetone.errors import TableError
from servicetone.records import NamedTuple

BATCH = 4096
"""Rows of a batch: enough to hide the overhead of a batch, little enough to keep memory flat."""
_CSV_BLOCK = 4 << 20
_SNIFF = 1000
"""Lines of JSON that the columns are taken from."""


class Source(Protocol):
    """A table that can be read from its start."""

    schema: pa.Schema
    rows: int | None
    """Rows in all, where the format says so."""
    size: int
    """Bytes of the file."""

    def batches(self, columns: list[str], skip: int) -> Iterator[Read]:
        """Yield the rows from ``skip`` batches on; raise TableError where they can't be read."""


class Read(NamedTuple):
    """A batch, with its place in the table."""

    number: int
    first_row: int
    batch: pa.RecordBatch
    done: float
    """Share of the file that has been read after it, 0 to 1."""


def open_source(path: str) -> Source:
    """Return the table at ``path``, by its suffix. Raises ``TableError``."""
    name = path.lower().removesuffix(".gz")
    try:
        size = os.stat(path).st_size
        if name.endswith((".parquet", ".pq")):
            return _Parquet(path, size)
        if name.endswith((".csv", ".tsv")):
            return _Csv(path, size, "\t" if name.endswith(".tsv") else ",")
        if name.endswith((".jsonl", ".ndjson", ".json")):
            return _JsonLines(path, size)
    except FileNotFoundError:
        raise TableError("there is no such file", path=path, hint="check the path") from None
    except (OSError, EOFError, pa.ArrowException, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from None
    raise TableError(
        "not a table that can be scanned",
        path=path,
        hint="use a file that ends in .parquet, .csv, .tsv or .jsonl (.csv.gz, .jsonl.gz)",
    )


class _Parquet:
    def __init__(self, path: str, size: int) -> None:
        self.path, self.size = path, size
        # Without pre-buffering only the pages in hand are in memory.
        self._file = pyarrow.parquet.ParquetFile(path, pre_buffer=False, buffer_size=1 << 20)
        self.schema: pa.Schema = self._file.schema_arrow
        self.rows: int | None = self._file.metadata.num_rows

    def batches(self, columns: list[str], skip: int) -> Iterator[Read]:
        number = row = 0
        for group in range(self._file.num_row_groups):
            length = self._file.metadata.row_group(group).num_rows
            count = -(-length // BATCH)
            if number + count <= skip:  # whole row groups are skipped unread
                number, row = number + count, row + length
                continue
            try:
                for batch in self._file.iter_batches(BATCH, [group], columns):
                    if number >= skip:
                        done = (row + batch.num_rows) / max(1, self.rows or 0)
                        yield Read(number, row, batch, done)
                    number, row = number + 1, row + batch.num_rows
            except (OSError, pa.ArrowException) as error:
                raise TableError(
                    f"row group {group} (from row {row}) cannot be read: {_first_line(error)}",
                    path=self.path,
                    hint="the file is damaged there: write it again from its source",
                ) from None


class _Csv:
    rows: int | None = None

    def __init__(self, path: str, size: int, delimiter: str) -> None:
        self.path, self.size, self._delimiter = path, size, delimiter
        self._strings: dict[str, pa.DataType] = {}
        with self._open() as reader:
            self._strings = dict.fromkeys(reader.schema.names, pa.string())
            self.schema: pa.Schema = pa.schema(list(self._strings.items()))

    def _open(self, columns: list[str] | None = None) -> pyarrow.csv.CSVStreamingReader:
        self._raw = pa.OSFile(self.path)
        stream = pa.CompressedInputStream(self._raw, "gzip") if _gzipped(self.path) else self._raw
        return pyarrow.csv.open_csv(
            stream,
            read_options=pyarrow.csv.ReadOptions(block_size=_CSV_BLOCK),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=self._delimiter, newlines_in_values=True
            ),
            # Every column is text: an id such as 0017 keeps its zeros.
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=self._strings,
                include_columns=columns,
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                null_values=[""],
            ),
        )

    def batches(self, columns: list[str], skip: int) -> Iterator[Read]:
        number = row = 0
        try:
            with self._open(columns) as reader:
                for block in reader:
                    done = min(1.0, self._raw.tell() / max(1, self.size))
                    for start in range(0, block.num_rows, BATCH):
                        batch = block.slice(start, BATCH)
                        if number >= skip:
                            yield Read(number, row, batch, done)
                        number, row = number + 1, row + batch.num_rows
        except (OSError, pa.ArrowException) as error:
            raise TableError(
                f"from about row {row} on it cannot be read: {_first_line(error)}",
                path=self.path,
                hint="it should be UTF-8, with as many cells in every row",
            ) from None


class _JsonLines:
    rows: int | None = None

    def __init__(self, path: str, size: int) -> None:
        self.path, self.size = path, size
        names: dict[str, None] = {}
        for number, _, value in self._objects():
            names.update(dict.fromkeys(value))
            if number == _SNIFF:
                break
        self.schema: pa.Schema = pa.schema([(name, pa.string()) for name in names])

    def _objects(self) -> Iterator[tuple[int, float, dict[str, Any]]]:
        with open(self.path, "rb") as raw:
            stream = gzip.GzipFile(fileobj=raw) if _gzipped(self.path) else raw
            number = 0
            try:
                for number, line in enumerate(stream, 1):
                    if line.strip():
                        value = json.loads(line)
                        if not isinstance(value, dict):
                            raise ValueError("not an object")
                        yield number, raw.tell() / max(1, self.size), value
            except (ValueError, RecursionError) as error:
                raise TableError(
                    f"line {number} is not a JSON object: {_first_line(error)}", path=self.path
                ) from None
            except (OSError, EOFError, zlib.error) as error:
                raise TableError(
                    f"after line {number} it cannot be read: {_first_line(error)}", path=self.path
                ) from None

    def batches(self, columns: list[str], skip: int) -> Iterator[Read]:
        number = row = 0
        done = 0.0
        values: list[dict[str, Any]] = []
        for line, done, value in self._objects():
            values.append({name: _text(value.get(name), name, line, self.path) for name in columns})
            if len(values) == BATCH:
                if number >= skip:
                    yield Read(number, row, self._batch(values, columns), done)
                number, row, values = number + 1, row + BATCH, []
        if values and number >= skip:
            yield Read(number, row, self._batch(values, columns), done)

    def _batch(self, values: list[dict[str, Any]], columns: list[str]) -> pa.RecordBatch:
        arrays = [
            pa.array([_whole(each[name]) for each in values], pa.string()) for name in columns
        ]
        return pa.record_batch(arrays, names=columns)


def _text(value: Any, name: str, line: int, path: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    raise TableError(
        f"line {line}: {name!r} holds a {type(value).__name__}, not text",
        path=path,
        hint="choose a column of text",
    )


def _whole(text: str | None) -> str | None:
    """Return ``text`` without lone surrogates, which Arrow cannot hold: offsets stay the same."""
    if text is None or text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _gzipped(path: str) -> bool:
    return path.lower().endswith(".gz")


def _unreadable(path: str, error: Exception) -> TableError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else _first_line(error)
    return TableError(f"cannot be read: {reason}", path=path, hint="is it really such a file?")


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
