"""XML of translators and developers: XLIFF, .resx, Android's string resources, any other XML.

Which of them a file is, its root element tells.
"""

from __future__ import annotations

import re

from servicetone.model import Edit, Span
from servicetone.readers.decoding import decode
from servicetone.readers.locales import FOREIGN, language_of
from servicetone.readers.markup import Element, Run, declared_encoding, parse, unescaped
from servicetone.readers.texts import Entry, Text
from servicetone.readers.values import reads_as_sentence
from servicetone.text.edits import composed, spliced
from servicetone.text.masks import HOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicetone.model import Block
    from servicetone.readers import Reading, Settings

_HOLES = frozenset(("x", "ph", "it", "cp"))
_CODES = frozenset(("bx", "ex", "bpt", "ept", "sc", "ec", "sm", "em"))
_ANDROID = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))|\"", re.DOTALL)
_ANDROID_NAMED = {"n": "\n", "t": "\t"}
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_NAMING = ("name", "key", "id", "title")


def read(data: bytes, source: str | None, settings: Settings) -> Reading:
    """Return ``data`` as a document; raise ReaderError, with the line, where it is not XML."""
    decoded = decode(data, source, declared_encoding(data))
    root = parse(decoded.text, source)
    found = {"xliff": _xliff, "resources": _android, "root": _resx}.get(root.name, _any)
    blocks = found(decoded.text, root)
    if settings.fields:
        blocks = (block for block in blocks if settings.takes(block.name or ""))
    return decoded.reading(source, blocks)


def _xliff(text: str, root: Element) -> Iterator[Block]:
    """Yield sources and targets of XLIFF 1.2 and 2, each in its language."""
    for file in root.children("file"):
        for unit in file.elements():
            if unit.name == "trans-unit":  # 1.2
                languages = (
                    file.attributes.get("source-language"),
                    file.attributes.get("target-language"),
                )
                holders = [unit]
            elif unit.name == "unit":  # 2
                languages = root.attributes.get("srcLang"), root.attributes.get("trgLang")
                holders = [*unit.children("segment", "ignorable")]
            else:
                continue
            named = unit.attributes
            name = named.get("resname") or named.get("name") or named.get("id")
            for holder in holders:
                for element, tag in zip(("source", "target"), languages):
                    for each in holder.children(element):
                        language = language_of(each.attributes.get("xml:lang") or tag)
                        yield from _block(text, each, name, language)


def _resx(text: str, root: Element) -> Iterator[Block]:
    """Yield the strings of .NET resources; what has a type is an image, a size or the like."""
    for data in root.children("data"):
        name = data.attributes.get("name", "")
        value = data.child("value")
        if value and not {"type", "mimetype"} & data.attributes.keys() and name[:2] != ">>":
            yield from _block(text, value, name)


def _android(text: str, root: Element) -> Iterator[Block]:
    """Yield the strings of Android's resources: single ones, lists and plural forms."""
    for element in root.children("string", "string-array", "plurals"):
        name = element.attributes.get("name", "")
        if element.attributes.get("translatable") == "false":
            continue
        if element.name == "string":
            yield from _block(text, element, name, way="android")
        for index, item in enumerate(element.children("item")):
            which = item.attributes.get("quantity", str(index))
            yield from _block(text, item, f"{name}.{which}", way="android")


def _any(text: str, root: Element) -> Iterator[Block]:
    """Yield what reads as a sentence, in the outermost elements that hold words of their own."""
    todo = [root]
    while todo:
        element = todo.pop()
        own = "".join(part.value for part in element.parts if isinstance(part, Run))
        if own.strip():
            if reads_as_sentence(own):
                named = element.attributes
                name = next((named[each] for each in _NAMING if named.get(each)), None)
                yield from _block(text, element, name, language_of(named.get("xml:lang")))
        else:
            todo += [part for part in reversed(element.parts) if isinstance(part, Element)]


def _block(
    text: str, element: Element, name: str | None, language: str | None = None, way: str = "xml"
) -> Iterator[Block]:
    """Yield the block of an element's words, if there are any."""
    if language == FOREIGN:
        return
    span = element.inner
    raw = text[slice(*span)]
    edits: tuple[Edit, ...]
    bare = raw.strip()
    if bare.startswith(_CDATA) and bare.find(_CDATA_END) == len(bare) - len(_CDATA_END):
        start = span.start + raw.index(_CDATA) + len(_CDATA)
        raw, edits = bare[len(_CDATA) : -len(_CDATA_END)], ()
        span = Span(start, start + len(raw))
        ways = ["cdata"]
    else:
        edits = tuple(unescaped(text, element, _inline))
        ways = ["opaque" if _CDATA in raw else "xml"]
    value = spliced(raw, edits)
    if way == "android":
        then = tuple(_android_edits(value))
        edits = composed(raw, edits, then)
        value = spliced(value, then)
        ways = ["android", *ways]
    if any(map(str.isalpha, value)):
        yield Entry(Text(value, span), name, language=language).block(edits, *ways)


def _inline(element: Element) -> str | None:
    """Return what is read in place of an element inside a text."""
    if element.name in _HOLES or (element.name == "g" and "example" in element.attributes):
        return HOLE
    return "" if element.name in _CODES else None


def _android_edits(value: str) -> Iterator[Edit]:
    r"""Yield the edits that undo ``\'``, ``\n``, ``\u00e4`` and quotation marks that keep blanks."""
    for found in _ANDROID.finditer(value):
        if found[1]:
            words = chr(int(found[1], 16))
        else:
            words = _ANDROID_NAMED.get(found[2], found[2]) if found[2] else ""
        yield Edit(*found.span(), words)
