"""The values that travel through servicetone: frozen, and free of behaviour that reads files.

Every offset is a count of Unicode code points from the start of the *original* text, half open.
"""

from __future__ import annotations

from enum import Enum

from servicetone.records import NamedTuple

LANGUAGES = ("sv", "da", "nb", "nn")
AUDIENCES = ("customer", "internal")


class _Name(str, Enum):
    """A string enumeration whose members print as their value (StrEnum needs Python 3.11)."""

    def __str__(self) -> str:
        return str(self.value)


class Severity(_Name):
    """How much a finding matters."""

    ERROR = "error"
    """Must never be sent or said."""
    WARNING = "warning"
    """A support lead would ask for a rewrite."""
    INFO = "info"
    """Could be warmer."""

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for an info: smaller weighs more."""
        return _RANK[self]


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Category(_Name):
    """What kind of phrasing a concept is about; see ``lexicons/categories.toml``."""

    CONTEMPT = "contempt"
    PROFANITY = "profanity"
    BLAME = "blame"
    DEFLECTION = "deflection"
    STONEWALLING = "stonewalling"
    MINIMIZING = "minimizing"
    CONDESCENSION = "condescension"
    IMPATIENCE = "impatience"
    COMMAND = "command"
    DISTRUST = "distrust"
    RELUCTANCE = "reluctance"
    NEGLECT = "neglect"
    SARCASM = "sarcasm"
    VAGUENESS = "vagueness"
    COLDNESS = "coldness"


class Applicability(_Name):
    """When a suggestion may be spliced into the text."""

    SAFE = "safe"
    """Applied when fixes are asked for."""
    UNSAFE = "unsafe"
    """Applied only when unsafe fixes are asked for too: a person should read the result."""
    DISPLAY = "display"
    """Shown, never applied."""


class Span(NamedTuple):
    """Code points ``start`` up to, not including, ``end`` of the original text."""

    start: int
    end: int


class Edit(NamedTuple):
    """Put ``replacement`` in place of the code points ``start`` up to ``end`` (``start < end``)."""

    start: int
    end: int
    replacement: str


class Block(NamedTuple):
    """A stretch of a document that is checked by itself: a paragraph, a table cell, a macro body.

    ``language`` and ``audience`` are None where the format does not say; ``name`` is what the
    entry is called (the title or id of a macro, the key of a translation) and becomes
    ``Finding.entry``. ``edits`` (sorted, disjoint, counted from ``span.start``) undo the escapes of
    the format: with them carried out, the span is what its reader reads. ``escape`` names the ways
    in which new words are escaped there, in the order of their use: a stretch of HTML in a JSON
    string has ``("html", "json")``. ``twins`` say the same words at other places, as a plain text
    beside its HTML does: they are not checked, and change when the block changes.
    """

    span: Span
    kind: str = "text"
    language: str | None = None
    audience: str | None = None
    name: str | None = None
    edits: tuple[Edit, ...] = ()
    escape: tuple[str, ...] = ()
    twins: tuple[Block, ...] = ()


class Document(NamedTuple):
    """A text with its source; ``blocks`` is None for plain text, which the checker splits itself.

    ``text`` is the whole decoded file, escapes and all, so that an offset is a place in the file.
    Where a format has no such places (docx, base64 mail) ``text`` is what was taken out of it,
    and ``located`` is False: no line or column is known. ``placeholders`` is a regular expression
    of what stands for a word besides the placeholders that are known by their shape.
    """

    text: str
    source: str | None = None
    audience: str = "customer"
    language: str | None = None
    blocks: tuple[Block, ...] | None = None
    located: bool = True
    placeholders: str | None = None


class Suggestion(NamedTuple):
    """A warmer wording that can stand in place of ``span``.

    The span touches the finding; it is wider where a clause or a sentence is replaced. ``written``
    is what to write into the file for it, where that is something else than the replacement in the
    span: escapes, the same words elsewhere. Empty where nothing can be written.
    """

    span: Span
    replacement: str
    applicability: Applicability = Applicability.UNSAFE
    written: tuple[Edit, ...] | None = None

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The changes of the file that take the suggestion over, none where none can."""
        if self.applicability is Applicability.DISPLAY:
            return ()
        return (Edit(*self.span, self.replacement),) if self.written is None else self.written

    @property
    def shown(self) -> str:
        """The wording for people to choose from, without the stop that ends the words before it.

        Empty where the suggestion is to leave words out.
        """
        return self.replacement.removeprefix(". ").strip()


class Finding(NamedTuple):
    """One place in the text that a kind, experienced support lead would mark.

    ``text`` equals ``original[start:end]``. ``message`` says what the reader hears, in the
    language of the text; ``advice`` says what to do instead and is never spliced in.
    """

    rule: str
    category: Category
    severity: Severity
    language: str
    start: int
    end: int
    text: str
    message: str
    suggestions: tuple[Suggestion, ...] = ()
    advice: str | None = None
    entry: str | None = None


class Marker(NamedTuple):
    """Words that do a reader good: ``kind`` is thanks, acknowledges, next-step …

    ``text`` equals ``original[start:end]``.
    """

    kind: str
    language: str
    start: int
    end: int
    text: str


class Checklist(NamedTuple):
    """What a team wants in a reply to a customer; see ``servicetone.warm`` for the ``items``.

    A text with fewer ``words`` is a chat snippet, of which nothing is asked. With ``required``
    a run fails where an item is missing.
    """

    items: tuple[str, ...] = ("acknowledges", "answers", "next-step", "when", "contact")
    words: int = 25
    required: bool = False


class ChecklistItem(NamedTuple):
    """One line of a checklist; ``marker`` shows it, None where nothing does."""

    name: str
    marker: Marker | None

    @property
    def is_done(self) -> bool:
        """Tell whether the text has it."""
        return self.marker is not None


class Vetoed(NamedTuple):
    """A match that was not reported, and why: the name of the veto and the words that caused it."""

    finding: Finding
    reason: str
    evidence: str = ""


class Note(NamedTuple):
    """Something the reader of a report should know that is not a finding (e.g. text left alone)."""

    code: str
    message: str
    start: int = 0
    end: int = 0
