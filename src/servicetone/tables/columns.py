"""Which columns of a table hold what: found by name, with errors that name the ones there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

import pyarrow as pa

from servicetone.errors import TableError
from servicetone.model import AUDIENCES, LANGUAGES
from servicetone.records import NamedTuple

_CODES = (*LANGUAGES, "no")
_USUAL_TEXT = ("text", "body", "message", "content", "comment")


class Columns(NamedTuple):
    """The columns to read, and what holds for every row where there is no column for it."""

    text: str
    language: str | None = None
    audience: str | None = None
    keep: tuple[str, ...] = ()
    """Carried over into the findings: an id, a time, a team."""
    every_language: str | None = None
    """The language of all rows (sv, da, nb, nn, no); None: found out for each."""
    every_audience: str = AUDIENCES[0]

    def read(self) -> list[str]:
        """Return the names of all columns that are needed, each once."""
        named = (self.text, self.language, self.audience, *self.keep)
        return list(dict.fromkeys(name for name in named if name))


def choose(
    schema: pa.Schema,
    text: str | None = None,
    language: str | None = None,
    audience: str | None = None,
    keep: Iterable[str] = (),
) -> Columns:
    """Return the columns of ``schema`` that were asked for.

    ``language`` and ``audience`` are the name of a column, or one value that holds for all rows
    (a column wins). Without ``text``, a column with a usual name is taken (text, body …). Raises
    ``TableError`` for a column that is not there, or that holds no text.
    """
    names = schema.names
    if text is None:
        text = next((name for name in _USUAL_TEXT if name in names), None)
        if text is None:
            raise TableError(
                "it is not clear which column holds the text",
                hint=f"name it with --text; there are {_list(names)}",
            )
    _textual(schema, text)
    every_language: str | None = None
    every_audience = AUDIENCES[0]
    if language is not None and language not in names and language in _CODES:
        every_language, language = language, None
    if audience is not None and audience not in names and audience in AUDIENCES:
        every_audience, audience = audience, None
    for name, values in ((language, _CODES), (audience, AUDIENCES)):
        if name is not None and name not in names:
            raise TableError(
                f"{name!r} is neither a column nor one of {', '.join(values)}",
                hint=f"there are {_list(names)}",
            )
        if name is not None:
            _textual(schema, name)
    keep = tuple(dict.fromkeys(keep))
    for name in keep:
        _present(names, name)
        if name in RESERVED:
            raise TableError(
                f"a column called {name!r} cannot be carried over",
                hint="the findings have a column of that name: rename yours first",
            )
    return Columns(text, language, audience, keep, every_language, every_audience)


RESERVED = (
    "row", "language", "audience", "rule", "category", "severity",
    "start", "end", "text", "message", "suggestions", "advice",
)  # fmt: skip
"""The columns of a table of findings."""


def _present(names: Sequence[str], name: str) -> None:
    if name not in names:
        near = get_close_matches(name, names, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise TableError(f"there is no column {name!r}", hint=f"{hint}There are {_list(names)}")


def _textual(schema: pa.Schema, name: str) -> None:
    _present(schema.names, name)
    kind = schema.field(name).type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if not (_is_text(kind) or pa.types.is_null(kind)):
        raise TableError(
            f"the column {name!r} holds {kind}, not text", hint="choose a column of text"
        )


def _is_text(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or getattr(pa.types, "is_string_view", lambda _: False)(kind)
    )


def _list(names: Sequence[str]) -> str:
    shown = ", ".join(names[:12])
    return f"{shown} …" if len(names) > 12 else shown or "no columns"
