"""Everything servicetone raises on purpose.

Each error says what was expected, what came, and what to do; none of them ends in a traceback
on the command line.
"""

from __future__ import annotations


class ServicetoneError(Exception):
    """The base of every error that servicetone raises on purpose.

    ``code`` is a short stable name for programs; ``hint`` says what the user can do.
    """

    code = "error"

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def place(self) -> str | None:
        """Where it is, as far as is known: ``path``, ``path:line`` or None."""
        parts = (getattr(self, "path", None), getattr(self, "line", None))
        return ":".join(str(part) for part in parts if part is not None) or None


class LanguageError(ServicetoneError, ValueError):
    """The language asked for is not one that servicetone checks."""

    code = "language"


class ConfigError(ServicetoneError, ValueError):
    """A setting, an option or a configuration file cannot be used as it is.

    ``path`` and ``line`` (from 1) say where the setting stands, if it stands in a file.
    """

    code = "config"

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        path: str | None = None,
        line: int | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.path = path
        self.line = line


class ReaderError(ServicetoneError):
    """A file could not be read; ``path`` and, where known, the ``line`` or the byte ``offset``."""

    code = "reader"

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        line: int | None = None,
        offset: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.path = path
        self.line = line
        self.offset = offset


class ParserError(ReaderError):
    """A file needs a parser that is installed only on request; the hint is the command to type."""

    code = "extra"


class TableError(ServicetoneError):
    """A table lacks a column, holds something else than text, or cannot be read or written."""

    code = "table"

    def __init__(self, message: str, *, path: str | None = None, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.path = path


class AnalysisError(ServicetoneError):
    """A linguistic analysis was asked for and cannot be had."""

    code = "analysis"


class ExtraError(ServicetoneError):
    """A package that is installed only on request is needed; the hint is the command to type."""

    code = "extra"

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            f"{what} needs more than the base install",
            hint=f'install it: pip install "servicetone[{extra}]"',
        )


class LexiconError(ServicetoneError):
    """A lexicon file is broken; ``path`` and ``line`` say where."""

    code = "lexicon"

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        line: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line) if part is not None)
        return f"{place}: {self.message}" if place else self.message


class PatternError(LexiconError):
    """A pattern does not follow the pattern language; ``column`` counts code points from 0."""

    code = "pattern"

    def __init__(
        self,
        message: str,
        *,
        pattern: str,
        column: int,
        hint: str | None = None,
        path: str | None = None,
        line: int | None = None,
    ) -> None:
        super().__init__(message, path=path, line=line, hint=hint)
        self.pattern = pattern
        self.column = column

    def __str__(self) -> str:
        caret = " " * (self.column + 2) + "^"
        lines = [super().__str__(), f"  {self.pattern}", caret]
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)
