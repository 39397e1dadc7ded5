"""Compile the lexicons and the first look when a wheel is built (a build hook of hatchling)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LexiconBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # no settings of its own
    """Puts ``servicetone/lexicon/compiled/*.bin`` and ``servicetone/match/_look`` into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; a broken lexicon stops the build and says where."""
        source = Path(self.root) / "src"
        look = self._look(source)
        if version == "editable":
            return  # a checkout compiles its lexicons by itself, and again when a source changes
        if look is not None:
            build_data["force_include"][str(look)] = f"servicetone/match/{look.name}"
            build_data |= {"pure_python": False, "infer_tag": True}
        sys.path.insert(0, str(source))
        try:
            from servicetone.lexicon.load import compile_all
        finally:
            sys.path.pop(0)
        target = source / "servicetone" / "lexicon" / "compiled"
        for path in compile_all(str(Path(self.root) / "lexicons"), str(target)):
            build_data["force_include"][path] = f"servicetone/lexicon/compiled/{Path(path).name}"

    def _look(self, source: Path) -> Path | None:
        """Compile the first look where it stands; return it, or None where there is no compiler.

        Without it servicetone finds the same, only slower. ``SERVICETONE_PURE=1`` leaves it out,
        for a wheel that runs everywhere.
        """
        if os.environ.get("SERVICETONE_PURE"):
            return None
        from setuptools import Distribution, Extension
        from setuptools.command.build_ext import build_ext

        folder = source / "servicetone" / "match"
        code = os.path.relpath(folder / "_look.c")
        command = build_ext(
            Distribution({"ext_modules": [Extension("_look", [code], optional=True)]})
        )
        command.build_lib = str(folder)
        command.build_temp = str(Path(self.root) / "build")
        command.ensure_finalized()
        made: Path = folder / command.get_ext_filename("_look")
        made.unlink(missing_ok=True)
        command.run()
        if not made.exists():
            self.app.display_warning("no C compiler: servicetone will be slower, and find the same")
            return None
        return made
