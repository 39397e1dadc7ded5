"""Compile the lexicons when a wheel is built (a build hook of hatchling)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LexiconBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # no settings of its own
    """Puts ``servicetone/lexicon/compiled/*.bin`` into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; a broken lexicon stops the build and says where."""
        if version == "editable":
            return  # a checkout compiles by itself, and again when a source changes
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            from servicetone.lexicon.load import compile_all
        finally:
            sys.path.pop(0)
        target = root / "src" / "servicetone" / "lexicon" / "compiled"
        for path in compile_all(str(root / "lexicons"), str(target)):
            build_data["force_include"][path] = f"servicetone/lexicon/compiled/{Path(path).name}"
