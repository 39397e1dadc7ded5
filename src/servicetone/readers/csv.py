"""CSV and TSV: cells with their places; the first row names the columns where it reads like names."""

from __future__ import annotations

import re
from functools import lru_cache

from servicetone.errors import ReaderError
from servicetone.model import Edit, Span
from servicetone.readers.decoding import decode
from servicetone.readers.texts import Text, blocks
from servicetone.readers.values import chosen, reads_as_sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicetone.model import Block
    from servicetone.readers import Reading, Settings
    from servicetone.readers.texts import Entry, Tree

_DELIMITERS = ";,\t|"
_SAMPLE = 5_000
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""What Excel puts first."""
_DOUBLED = re.compile('""')


def read(data: bytes, source: str | None, settings: Settings) -> Reading:
    """Return ``data`` as a document; raise ReaderError, with the line, where a quotation mark is open."""
    decoded = decode(data, source)
    text = decoded.text
    rows = list(_rows(text, source))

    def block(entry: Entry) -> Block:
        edits = tuple(_unescaped(text[slice(*entry.text.span)]))
        return entry.block(edits, entry.text.style)

    return decoded.reading(source, blocks(chosen(_named(rows), settings), block))


def _named(rows: list[list[Text]]) -> Tree:
    """Return the rows as mappings from the names of the columns, if they have names."""
    header = [cell.value.strip() for cell in rows[0]] if rows else []
    if len(rows) < 2 or len(set(header)) < len(header) or any(map(reads_as_sentence, header)):
        return [[*row] for row in rows]
    return [dict(zip(header, row)) for row in rows[1:]]


def _rows(text: str, source: str | None) -> Iterator[list[Text]]:
    """Yield the cells of each row that has any."""
    first = _SEPARATOR.match(text)
    delimiter = first[1] if first else _delimiter(text[:_SAMPLE], source)
    cell = _cell(delimiter)
    position = first.end() if first else 0
    row: list[Text] = []
    while position <= len(text):
        found = cell.match(text, position)
        if found is None:
            raise ReaderError(
                "a quotation mark that opens a cell is never closed",
                path=source,
                line=text.count("\n", 0, position) + 1,
                hint="a quotation mark inside a cell is written twice",
            )
        if found[1] is not None:
            row.append(Text(found[1].replace('""', '"'), Span(*found.span(1)), "csv"))
        else:
            row.append(Text(found[2], Span(*found.span(2)), "csv-plain"))
        if found[3] != delimiter:
            if len(row) > 1 or row[0].value:
                yield row
            row = []
            if not found[3]:
                return
        position = found.end()


@lru_cache(maxsize=8)
def _cell(delimiter: str) -> re.Pattern[str]:
    """Return the pattern of a cell, with what ends it, which also a stray mark cannot hide."""
    mark = re.escape(delimiter)
    return re.compile(
        rf'(?:"([^"]*(?:""[^"]*)*)"(?={mark}|[\r\n]|\Z)|(?!")([^{mark}\r\n]*))({mark}|\r\n?|\n|\Z)'
    )


def _delimiter(sample: str, source: str | None) -> str:
    """Return what separates the cells: what stands most often in the first line, outside of quotes."""
    if source and source.lower().endswith(".tsv"):
        return "\t"
    bare = re.sub(r'"(?:[^"]|"")*"', "", sample)
    line = next(filter(None, re.split(r"[\r\n]", bare)), "")
    return max(_DELIMITERS, key=line.count) if any(map(line.count, _DELIMITERS)) else ","


def _unescaped(raw: str) -> Iterator[Edit]:
    for found in _DOUBLED.finditer(raw):
        yield Edit(*found.span(), '"')
