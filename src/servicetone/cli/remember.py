"""Write into the configuration that rules are to stay quiet from now on."""

from __future__ import annotations

import os

from servicetone.cli.atomic import write_whole
from servicetone.cli.project import NAME
from servicetone.errors import ConfigError, ExtraError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicetone.config.settings import Config


def remember(rules: Sequence[str], config: Config) -> str:
    """Add ``rules`` to ``ignore`` in the configuration; return the path of the file.

    Comments and layout stay. Without a configuration one is begun in the current folder. Raises
    ConfigError where it cannot be written.
    """
    try:
        import tomlkit
    except ImportError:
        raise ExtraError("remembering a choice", "draft") from None
    path = config.path or NAME
    try:
        with open(path, encoding="utf-8", newline="") as file:
            before = file.read()
    except FileNotFoundError:
        before = ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"the configuration cannot be read: {error}", path=path) from None
    document = tomlkit.parse(before)
    table: tomlkit.TOMLDocument = document
    if os.path.basename(path) == "pyproject.toml":
        table = document["tool"]["servicetone"]
    known = table.get("ignore")
    if known is None:
        known = tomlkit.array()
        table.add("ignore", known)
    for rule in rules:
        if rule not in known:
            known.append(rule)
    after = tomlkit.dumps(document)
    write_whole(path, after.encode(), unless_changed=before.encode() if before else None)
    return path
