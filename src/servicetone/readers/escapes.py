"""How new words are written where a format has escapes of its own.

Each function takes words as they are read and returns them as they are written, or None where
that format cannot hold them at this kind of place. ``Block.escape`` names them.
"""

from __future__ import annotations

import re

from servicetone.text.regexes import Lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def escaped(words: str, escape: Iterable[str]) -> str | None:
    """Return ``words`` as they are written after each of the named ways, None where they cannot.

    A name may carry the encoding that the words go through: ``quoted-printable:iso-8859-1``.
    """
    written: str | None = words
    for way in escape:
        if written is None:
            return None
        name, _, charset = way.partition(":")
        written = _ENCODED[name](written, charset) if charset else _ESCAPES[name](written)
    return written


def _charset(words: str, charset: str) -> str | None:
    try:
        words.encode(charset)
    except (LookupError, UnicodeEncodeError):
        return None
    return words


def _quoted_printable(words: str, charset: str) -> str | None:
    if _charset(words, charset) is None:
        return None
    return "".join(
        chr(byte) if byte in _PRINTABLE else f"={byte:02X}" for byte in words.encode(charset)
    )


def _json(words: str) -> str:
    import json

    return json.dumps(words, ensure_ascii=False)[1:-1]


def _json_ascii(words: str) -> str:
    import json

    return json.dumps(words)[1:-1]


def soft_wrapped(raw: str, before: int, after: int, end: str) -> str:
    """Return quoted-printable ``raw`` with soft line ends, where its line would be too long.

    ``before`` and ``after`` count the characters that stand beside it on its line; ``end`` is a
    line end.
    """
    if before + len(raw) + after <= _QUOTED_LINE:
        return raw
    rows, row = [], ""
    for char in _QUOTED_CHARACTER.use.findall(raw):
        if len(row) + len(char) >= _QUOTED_LINE:
            rows.append(row)
            row = ""
        row += char
    soft = f"={end}"
    return soft + soft.join([*rows, row]) + (soft if after else "")


def _header(words: str) -> str | None:
    return words if words.isascii() and words.isprintable() else None


def _html(words: str) -> str:
    """Escape markup, but not inside placeholders, which the product reads before the HTML."""
    from servicetone.text.markup import tags
    from servicetone.text.masks import masks

    pieces: list[str] = []
    done = 0
    for mask in masks(words):
        if mask.kind == "placeholder" and not tags(words[mask.start : mask.end]):
            pieces += (_without_markup(words[done : mask.start]), words[mask.start : mask.end])
            done = mask.end
    return "".join([*pieces, _without_markup(words[done:])])


def _attribute(words: str) -> str:
    return _without_markup(words).replace('"', "&quot;").replace("'", "&#39;")


def _without_markup(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _cdata(words: str) -> str | None:
    return None if "]]>" in words or not _is_xml(words) else words


def _xml(words: str) -> str | None:
    return _without_markup(words) if _is_xml(words) else None


def _word(words: str) -> str | None:
    return words if _is_xml(words) else None


def _is_xml(words: str) -> bool:
    return not _NOT_IN_XML.use.search(words)


def _android(words: str) -> str:
    slashed = re.sub(r"[\\'\"]", r"\\\g<0>", words).replace("\n", "\\n").replace("\t", "\\t")
    return re.sub(r"^[@?]", r"\\\g<0>", slashed)


def _quoted(words: str) -> str | None:
    """Escape as C and all that took after it do."""
    for char, written in (
        ("\\", "\\\\"),
        ('"', '\\"'),
        ("\n", "\\n"),
        ("\t", "\\t"),
        ("\r", "\\r"),
    ):
        words = words.replace(char, written)
    return None if _CONTROL.use.search(words) else words


def _properties(words: str) -> str:
    for char, written in (
        ("\\", "\\\\"),
        ("\n", "\\n"),
        ("\t", "\\t"),
        ("\r", "\\r"),
        ("\f", "\\f"),
    ):
        words = words.replace(char, written)
    return words


def _properties_ascii(words: str) -> str:
    """Write every character that is not ASCII as Java does: as one or two UTF-16 units."""
    return re.sub(
        r"[^\x00-\x7f]",
        lambda found: re.sub(
            "....", r"\\u\g<0>", found[0].encode("utf-16-be", "surrogatepass").hex()
        ),
        _properties(words),
    )


def _csv(words: str) -> str | None:
    return None if _CONTROL.use.search(words) else words.replace('"', '""')


def _csv_plain(words: str) -> str | None:
    return None if _QUOTED_IN_CSV.use.search(words) else words


def _toml(words: str) -> str | None:
    """Write what JSON writes; that leaves one character bare which TOML and YAML do not take."""
    if _SURROGATE.use.search(words):
        return None
    return _json(words).replace("\x7f", "\\u007f")


def _toml_literal(words: str) -> str | None:
    return None if "'" in words or _CONTROL.use.search(words) or "\n" in words else words


def _yaml_plain(words: str) -> str | None:
    """Leave words alone that would need quotation marks: those stand outside the edit."""
    return None if _ENDS_PLAIN.use.search(words) or _BEGINS_ELSE.use.match(words) else words


def _yaml_single(words: str) -> str | None:
    return None if _NEEDS_ESCAPE.use.search(words) else words.replace("'", "''")


def _yaml_block(words: str) -> str | None:
    return None if _NEEDS_ESCAPE.use.search(words) else words


def _opaque(words: str) -> None:
    """Words were found, but not which characters of the file they are."""


_NOT_IN_XML = Lazy("[\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SURROGATE = Lazy("[\ud800-\udfff]")
_QUOTED_LINE = 76
_QUOTED_CHARACTER = Lazy(r"=[0-9A-F]{2}|[\s\S]")
_PRINTABLE = frozenset(b"\t\n " + bytes(range(0x21, 0x7F))) - frozenset(b"=")
_CONTROL = Lazy("[\0-\x08\x0b\x0c\x0e-\x1f]")
_QUOTED_IN_CSV = Lazy('[,;|"\0-\x1f\x85\u2028\u2029]')
# A line end, or a character that not every YAML reader takes as it is.
_NEEDS_ESCAPE = Lazy(
    "[^\\t\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]"
)
_ENDS_PLAIN = Lazy(rf":(?=\s|$)|\s#|[,\[\]{{}}]|{_NEEDS_ESCAPE.pattern}")
_BEGINS_ELSE = Lazy("[-?:#&*!|>'\"%@`]|$")

_ESCAPES: dict[str, Callable[[str], str | None]] = {
    "android": _android,
    "attribute": _attribute,
    "cdata": _cdata,
    "csv": _csv,
    "csv-plain": _csv_plain,
    "header": _header,
    "html": _html,
    "json": _json,
    "json-ascii": _json_ascii,
    "opaque": _opaque,
    "po": _quoted,
    "properties": _properties,
    "properties-ascii": _properties_ascii,
    "strings": _quoted,
    "toml": _toml,
    "toml-literal": _toml_literal,
    "word": _word,
    "xml": _xml,
    "yaml-block": _yaml_block,
    "yaml-double": _toml,
    "yaml-plain": _yaml_plain,
    "yaml-single": _yaml_single,
}

_ENCODED: dict[str, Callable[[str, str], str | None]] = {
    "charset": _charset,
    "quoted-printable": _quoted_printable,
}
