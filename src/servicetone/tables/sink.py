"""Tables of findings on disk: parts while a scan runs, one whole file when it is through.

The file that was asked for appears whole or not at all. Until then everything lies in the folder
``NAME.parts`` beside it: one Arrow file for each finished stretch of batches, and a manifest that
says which scan they belong to, so that a scan that was stopped goes on where it was.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import shutil
from collections.abc import Iterator
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet

from servicetone.errors import TableError

SUFFIXES = (".parquet", ".csv", ".jsonl", ".csv.gz", ".jsonl.gz")
METADATA_KEY = b"servicetone"


class Parts:
    """The finished parts of a scan of one source into ``target``."""

    def __init__(self, target: str, identity: dict[str, Any]) -> None:
        if not target.lower().endswith(SUFFIXES):
            raise TableError(
                "findings cannot be written in that format",
                path=target,
                hint=f"use a name that ends in {', '.join(SUFFIXES)}",
            )
        self.target, self.identity = target, identity
        self.folder = f"{target}.parts"
        self._manifest = os.path.join(self.folder, "manifest.json")

    def resume(self, *, restart: bool) -> int:
        """Return how many batches are done already; begin anew with ``restart``.

        Raises ``TableError`` where parts of another scan are there.
        """
        if restart:
            shutil.rmtree(self.folder, ignore_errors=True)
        if os.path.exists(self._manifest):
            with open(self._manifest, encoding="utf-8") as file:
                known = json.load(file)
            if known != self.identity:
                raise TableError(
                    "there are parts of a scan with other settings, or of a file that has changed",
                    path=self.folder,
                    hint="finish that scan as it was begun, or throw its parts away: --restart",
                )
            return self._done()
        shutil.rmtree(self.folder, ignore_errors=True)  # a folder without a manifest is no scan
        os.makedirs(self.folder)
        self._write(self._manifest, json.dumps(self.identity).encode())
        return 0

    def begun(self) -> bool:
        """Tell whether any part is finished."""
        return bool(self._parts())

    def tidy(self) -> None:
        """Take the folder away where nothing was finished."""
        if not self.begun():
            shutil.rmtree(self.folder, ignore_errors=True)

    def add(self, first: int, last: int, table: pa.Table, coverage: dict[str, int]) -> None:
        """Keep the findings of the batches ``first`` to ``last``: from now on they are done."""
        table = table.replace_schema_metadata({METADATA_KEY: json.dumps(coverage).encode()})
        sink = pa.BufferOutputStream()
        with pa.ipc.new_file(sink, table.schema, options=_COMPRESSED) as writer:
            writer.write_table(table)
        self._write(os.path.join(self.folder, f"{first:09}-{last:09}.arrow"), sink.getvalue())

    def finish(self, schema: pa.Schema, facts: dict[str, Any]) -> dict[str, Any]:
        """Write the whole table and take the parts away; return the facts with the coverage."""
        coverage: dict[str, int] = {}
        for _, path in self._parts():
            with pa.memory_map(path) as mapped:
                held = pa.ipc.open_file(mapped).schema.metadata[METADATA_KEY]
            for name, count in json.loads(held).items():
                coverage[name] = coverage.get(name, 0) + count
        facts = {**facts, "coverage": coverage}
        temporary = f"{self.target}.{os.getpid()}.tmp"
        try:
            _WRITERS[_suffix(self.target)](temporary, schema, self._tables(), facts)
            with open(temporary, "rb") as file:
                os.fsync(file.fileno())
            os.replace(temporary, self.target)
        except BaseException:
            if os.path.exists(temporary):
                os.unlink(temporary)
            raise
        shutil.rmtree(self.folder, ignore_errors=True)
        return facts

    def _tables(self) -> Iterator[pa.Table]:
        for _, path in self._parts():
            with pa.memory_map(path) as mapped:
                yield pa.ipc.open_file(mapped).read_all()

    def _done(self) -> int:
        return self._parts()[-1][0] + 1 if self._parts() else 0

    def _parts(self) -> list[tuple[int, str]]:
        """Return the last batch and the path of each part, in order, up to the first gap."""
        found: list[tuple[int, str]] = []
        held = os.listdir(self.folder) if os.path.isdir(self.folder) else []
        names = sorted(name for name in held if name.endswith(".arrow"))
        for name in names:
            first, last = (int(part) for part in name.removesuffix(".arrow").split("-"))
            if first != (found[-1][0] + 1 if found else 0):
                break
            found.append((last, os.path.join(self.folder, name)))
        return found

    def _write(self, path: str, data: Any) -> None:
        temporary = f"{path}.tmp"
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)


_COMPRESSED = pa.ipc.IpcWriteOptions(compression="lz4")


def _suffix(path: str) -> str:
    return path.lower().removesuffix(".gz").rpartition(".")[2]


def _write_parquet(
    path: str, schema: pa.Schema, tables: Iterator[pa.Table], facts: dict[str, Any]
) -> None:
    schema = schema.with_metadata({METADATA_KEY: json.dumps(facts).encode()})
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for table in tables:
            if table.num_rows:
                writer.write_table(table.replace_schema_metadata(schema.metadata))


def _write_csv(path: str, schema: pa.Schema, tables: Iterator[pa.Table], _: dict[str, Any]) -> None:
    with _text_file(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(schema.names)
        for table in tables:
            for row in table.to_pylist():
                writer.writerow([_cell(value) for value in row.values()])


def _write_json_lines(
    path: str, schema: pa.Schema, tables: Iterator[pa.Table], _: dict[str, Any]
) -> None:
    with _text_file(path) as file:
        for table in tables:
            for row in table.to_pylist():
                file.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")


_WRITERS = {"parquet": _write_parquet, "csv": _write_csv, "jsonl": _write_json_lines}


def _text_file(temporary: str) -> IO[str]:
    if ".gz." in os.path.basename(temporary):
        return gzip.open(temporary, "wt", encoding="utf-8", newline="")
    return open(temporary, "w", encoding="utf-8", newline="")


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
