"""The configuration of a run: found upwards from what is checked, and applied to each file."""

from __future__ import annotations

import os
from contextlib import suppress

from servicetone.config.globs import matches
from servicetone.config.settings import Config, FileSettings
from servicetone.errors import ConfigError
from servicetone.records import NamedTuple
from servicetone.report import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

NAME = "servicetone.toml"
_NAMES = (NAME, "pyproject.toml")


class Project(NamedTuple):
    """A configuration with what the command line says, which counts for more."""

    config: Config
    language: str | None = None
    audience: str | None = None
    own: tuple[str, ...] = ()
    """Files that servicetone itself writes in this run, or reads as its own."""

    def settings(self, path: str) -> FileSettings:
        """Return what holds for the file at ``path``, relative to the current folder."""
        found = self.config.of_file(self.inside(path))
        return found._replace(
            language=self.language or found.language, audience=self.audience or found.audience
        )

    def inside(self, path: str) -> str:
        """Return ``path`` as globs and hints see it: from the configuration's folder on, with ``/``.

        Without a configuration it starts at the current folder, so that the folders around that
        (``/home/sv``) say nothing.
        """
        with suppress(ValueError):  # another drive
            path = os.path.relpath(os.path.abspath(path), self.config.folder or os.curdir)
        return path.replace(os.sep, "/")

    @property
    def packs(self) -> tuple[str, ...]:
        """The folders of the house packs."""
        return tuple(map(self.at, self.config.packs))

    def is_excluded(self, path: str) -> bool:
        """Tell whether the configuration keeps ``path`` out: it says so, or it is a part of it."""
        inside, config = self.inside(path), self.config
        if config.exclude and matches(config.exclude, inside):
            return True
        own = (*config.packs, *filter(None, (config.checklist, config.baseline)), NAME)
        names = (*map(_plain, own), *map(self.inside, self.own))
        return any(inside == name or inside.startswith(f"{name}/") for name in names)

    def is_included(self, path: str) -> bool:
        """Tell whether the configuration asks for ``path``, whatever its ending."""
        return bool(self.config.include) and matches(self.config.include, self.inside(path))

    def is_whole(self, paths: Sequence[str]) -> bool:
        """Tell whether ``paths`` (none: the current folder) hold all that the configuration does."""
        folder = os.path.join(self.config.folder, "")
        roots = (os.path.join(os.path.abspath(path), "") for path in paths or ["."])
        return bool(self.config.folder) and any(folder.startswith(root) for root in roots)

    def at(self, path: str) -> str:
        """Return a path that is written in the configuration as one that can be opened."""
        return os.path.join(self.config.folder, path)


def load_config(
    paths: Sequence[str], chosen: str | None = None, *, isolated: bool = False
) -> Config:
    """Return the configuration for ``paths``: the ``chosen`` file, else the closest one upwards.

    It is looked for from the folder on that holds all paths (the current one without any).
    Raises ``ConfigError``.
    """
    if chosen is not None:
        config = _read(chosen)
        if config is None:
            raise ConfigError(
                "there is no [tool.servicetone] in it", path=chosen, hint=f"or name a {NAME}"
            )
        return config
    if isolated:
        return Config()
    folder = _common_folder(paths)
    while True:
        for name in _NAMES:
            path = os.path.join(folder, name)
            if os.path.isfile(path) and (config := _read(path)) is not None:
                return config
        above = os.path.dirname(folder)
        if above == folder:
            return Config()
        folder = above


def check_codes(config: Config, packs: Sequence[str]) -> None:
    """Raise ``ConfigError`` for a rule or a format in the configuration that does not exist."""
    for rule in config.files:
        if rule.format is not None:
            from servicetone.readers import suffixes

            known = [suffix.lstrip(".") for suffix in suffixes()]
            if rule.format.lstrip(".").lower() not in known:
                raise ConfigError(
                    f"there is no format {rule.format!r}",
                    hint=f"it is one of {', '.join(sorted(known))}",
                    path=config.path,
                )
    lists = [config.select, config.ignore]
    lists += [rule.ignore for rule in config.files]
    lists += [codes for _, codes in config.entries]
    names = [name for each in lists for name in each]
    if names:
        from servicetone.checker import Checker
        from servicetone.selection import check_names

        check_names(names, Checker(packs=packs).rules, config.path)


def unused_entries(config: Config, used: Container[str]) -> Iterator[Problem]:
    """Yield a note for each entry of the configuration that settled nothing."""
    for name in (name for name, _ in config.entries if name not in used):
        message = f"the entry {name!r} settles nothing here any more and can go"
        yield Problem("unused-ignore", message, path=config.path)


def _plain(path: str) -> str:
    return os.path.normpath(path).replace(os.sep, "/")


def _common_folder(paths: Sequence[str]) -> str:
    named = [os.path.abspath(path) for path in paths if path != "-"]
    try:
        common = os.path.commonpath(named) if named else os.getcwd()
    except ValueError:  # several drives
        common = os.getcwd()
    return common if os.path.isdir(common) else os.path.dirname(common)


def _read(path: str) -> Config | None:
    shown = os.path.relpath(path) if os.path.isabs(path) else path
    try:
        with open(path, "rb") as file:
            data = file.read()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(
            f"the configuration cannot be read: {error.strerror}",
            path=shown,
            hint="check its name and its permissions",
        ) from None
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"the configuration is not UTF-8 at byte {error.start}",
            path=shown,
            hint="save it as UTF-8",
        ) from None
    if os.path.basename(path) == "pyproject.toml" and "servicetone" not in text:
        return None  # most have nothing to say, and parsing takes its time
    from servicetone.config.decode import decode_config

    return decode_config(text, shown, os.path.dirname(os.path.abspath(path)))
