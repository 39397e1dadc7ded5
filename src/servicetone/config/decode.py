"""From the text of a configuration file to a ``Config``, with the place of every mistake.

Pure: nothing here opens a file. ``path`` is only used to say where something stands.
"""

from __future__ import annotations

import re
import sys
from difflib import get_close_matches

from servicetone.config.settings import Config, FileRule
from servicetone.errors import ConfigError
from servicetone.model import AUDIENCES, LANGUAGES, Severity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_LISTS = {"select", "ignore", "packs", "include", "exclude", "fields"}
_CHOICES = {
    "language": (*LANGUAGES, "no"),
    "audience": AUDIENCES,
    "fail-on": tuple(str(each) for each in Severity),
    "messages": ("en",),
}
_TEXTS = {"checklist", "baseline", "placeholders", "format"}
_SWITCHES = {"gitignore"}
_TABLES = {"files", "entries"}
_KEYS = (
    "language", "audience", "select", "ignore", "fail-on", "messages", "packs", "checklist",
    "baseline", "include", "exclude", "gitignore", "fields", "placeholders", "files", "entries",
)  # fmt: skip
_FILE_KEYS = ("language", "audience", "fields", "ignore", "placeholders", "format")


def decode_config(text: str, path: str, folder: str) -> Config | None:
    """Return the configuration in ``text``, None for a pyproject.toml that has none.

    ``folder`` is where the file stands. Raises ``ConfigError`` with path and line.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        raise ConfigError(
            f"this is not valid TOML: {str(error).partition(' (at ')[0].lower()}",
            path=path,
            line=int(found[1]) if found else text.count("\n") + 1,  # "at end of document"
            hint='texts stand in double quotes, lists in [ ] with commas: ignore = ["coldness"]',
        ) from None
    table: Any = data
    if path.endswith("pyproject.toml"):
        tools = data.get("tool", {})
        table = tools.get("servicetone") if isinstance(tools, dict) else None
        if table is None:
            return None
    return _Decoder(text, path).config(table, folder)


class _Decoder:
    """The text is kept to say on which line a key stands."""

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path

    def config(self, table: object, folder: str) -> Config:
        """Return the configuration that the whole ``table`` describes."""
        values = self._values(self._table(table, "servicetone"), _KEYS, "")
        files = self._table(values.pop("files", {}), "files")
        entries = self._table(values.pop("entries", {}), "entries")
        return Config(
            path=self._path,
            folder=folder,
            files=tuple(self._file_rule(match, given) for match, given in files.items()),
            entries=tuple(
                (name, self._value("ignore", given, name)) for name, given in entries.items()
            ),
            **values,
        )

    def _file_rule(self, match: str, given: object) -> FileRule:
        table = self._table(given, match)
        return FileRule(match, **self._values(table, _FILE_KEYS, match))

    def _values(self, table: Mapping[str, Any], known: tuple[str, ...], of: str) -> dict[str, Any]:
        found = {}
        for key, value in table.items():
            if key not in known:
                self._unknown(key, known, of)
            found[key.replace("-", "_")] = self._value(key, value, key)
        return found

    def _value(self, kind: str, value: object, key: str) -> Any:
        """Return ``value`` if it is what a key of this ``kind`` takes; ``key`` is its own name."""
        if kind in _TABLES:
            return value
        if kind in _LISTS:
            if isinstance(value, list) and all(isinstance(each, str) and each for each in value):
                return tuple(value)
            hint = f'{key} = ["{value}"]' if isinstance(value, str) else f'{key} = ["…", "…"]'
            raise self._error(key, f"{key!r} takes a list of texts", f"write {hint}")
        if kind in _SWITCHES:
            if isinstance(value, bool):
                return value
            raise self._error(key, f"{key!r} is true or false", f"write {key} = true")
        if kind in _TEXTS and isinstance(value, str) and value:
            return value
        known = _CHOICES.get(kind)
        if known is None:
            raise self._error(key, f"{key!r} takes a text", f'write {key} = "…"')
        if value not in known:
            near = get_close_matches(str(value).lower(), known, n=1)
            hint = f"did you mean {near[0]!r}? " if near else ""
            names = ", ".join(f'"{name}"' for name in known)
            raise self._error(key, f"{key!r} cannot be {value!r}", f"{hint}It is one of {names}")
        return value

    def _table(self, value: object, key: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self._error(key, f"{key!r} is a table", f"write [{key}] on a line of its own")
        return value

    def _unknown(self, key: str, known: Iterable[str], of: str) -> None:
        near = get_close_matches(key.lower().replace("_", "-"), known, n=1)
        where = f' in [files."{of}"]' if of else ""
        hint = f"did you mean {near[0]!r}?" if near else f"known here: {', '.join(known)}"
        raise self._error(key, f"there is no setting {key!r}{where}", hint)

    def _error(self, key: str, message: str, hint: str) -> ConfigError:
        return ConfigError(message, hint=hint, path=self._path, line=self._line(key))

    def _line(self, key: str) -> int | None:
        """Return the first line that sets ``key`` or opens a table of that name."""
        name = re.escape(key)
        quoted = f"(?:{name}|\"{name}\"|'{name}')"
        found = re.search(rf"^[ \t]*(?:{quoted}[ \t]*[.=]|\[.*{quoted}[ \t]*\])", self._text, re.M)
        return self._text.count("\n", 0, found.start()) + 1 if found else None
