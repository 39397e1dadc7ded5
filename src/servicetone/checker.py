"""Check a text: the data flow of servicetone, readable from top to bottom.

document → pieces with a view → stretches with a language → findings and vetoes → report.
"""

from __future__ import annotations

from _thread import allocate_lock  # threading takes a millisecond more to import
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from sys import maxsize

from servicetone.errors import ConfigError, LanguageError
from servicetone.lexicon.artefact import Compiled
from servicetone.lexicon.load import concept_ids, load_compiled, load_profile
from servicetone.match.engine import Engine
from servicetone.match.paragraph import Piece
from servicetone.match.resolve import resolve
from servicetone.match.wordings import Wording, with_wordings
from servicetone.model import (
    AUDIENCES,
    LANGUAGES,
    Block,
    Checklist,
    Document,
    Edit,
    Finding,
    Note,
    Span,
    Vetoed,
)
from servicetone.records import NamedTuple
from servicetone.report import Report
from servicetone.selection import check_names, is_selected
from servicetone.text.branches import readings
from servicetone.text.masks import HOLE, own_placeholders
from servicetone.text.view import view_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from servicetone.analysis.base import Analyser
    from servicetone.lexicon.house import Pack


_WHOLE = Block(Span(0, maxsize))
"""A block that holds all of any text."""


class Stretch(NamedTuple):
    """Part of a piece's view, in one language."""

    piece: Piece
    start: int
    end: int
    language: str
    audience: str


class Checker:
    """Checks texts against the lexicons. Build it once and reuse it; it is thread-safe.

    ``select`` and ``ignore`` hold categories, concept ids or their beginnings (``blame.did``).
    ``messages`` is ``"en"`` for English messages (default: the language of the text);
    ``explain`` keeps the matches that were not reported, with the reason;
    ``wordings=False`` makes no suggestions. ``packs`` are folders of house packs: a team's own concepts.
    ``analyser`` tells the rules that ask how words stand (``servicetone.analysis``).
    With a ``checklist`` reports tell what is already good, too: ``markers`` and ``checklist``.
    ``load`` returns the compiled lexicon of a language: the package's own, unless given.
    Raises ``LanguageError`` or ``ConfigError`` for names that do not exist, ``LexiconError`` for
    packs that are broken.
    """

    def __init__(
        self,
        languages: Sequence[str] = LANGUAGES,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        *,
        packs: Sequence[str] = (),
        messages: str | None = None,
        explain: bool = False,
        wordings: bool = True,
        analyser: Analyser | None = None,
        checklist: Checklist | None = None,
        load: Callable[[str], Compiled] | None = None,
    ) -> None:
        for language in languages:
            _check_language(language, LANGUAGES)
        if messages not in (None, "en"):
            raise ConfigError(
                f"there are no messages in {messages!r}",
                hint="leave it out for the language of the text, or say en",
            )
        self.languages = tuple(languages)
        self.messages, self.explain, self.wordings = messages, explain, wordings
        self.select, self.ignore = tuple(select), tuple(ignore)
        self.analyser = analyser
        self.checklist = checklist
        self._load = load or load_compiled
        self._packs = _load_packs(packs) if packs else ()
        self._engines: dict[str, tuple[Engine, ...]] = {}
        self._lock = allocate_lock()
        if self.select or self.ignore:
            check_names((*self.select, *self.ignore), self.rules)

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """The ids of all concepts, those of house packs too, whether looked for or not."""
        own = (concept.id for pack in self._packs for concept in pack.concepts)
        return (*concept_ids(), *own)

    def is_enabled(self, name: str) -> bool:
        """Tell whether a concept whose id begins with ``name`` is looked for."""
        return any(
            rule.startswith(name) and is_selected(rule, self.select, self.ignore)
            for rule in self.rules
        )

    def check(
        self,
        text: str,
        language: str | None = None,
        audience: str = "customer",
        source: str | None = None,
    ) -> Report:
        """Return what was found in ``text``.

        ``language`` is sv, da, nb, nn, ``no`` (nb or nn, found out for each paragraph) or None
        (found out). Raises ``LanguageError`` for any other, ``ConfigError`` for an audience that
        is neither customer nor internal.
        """
        return self.check_document(Document(text, source, audience, language))

    def check_many(
        self, texts: Iterable[str], language: str | None = None, audience: str = "customer"
    ) -> Iterator[Report]:
        """Yield the report of each text, in order; texts are taken one at a time."""
        for text in texts:
            yield self.check(text, language, audience)

    def check_document(self, document: Document, analyser: Analyser | None = None) -> Report:
        """Return what was found in ``document``, block by block where it has blocks.

        ``analyser`` speaks for this document, in place of the checker's own.
        """
        if not isinstance(document.text, str):
            raise TypeError(f"text is a str, not {type(document.text).__name__}")
        if document.language is not None:
            _check_language(document.language, (*self.languages, "no"))
        if document.audience not in AUDIENCES:
            raise ConfigError(
                f"there is no audience {document.audience!r}", hint="say customer or internal"
            )
        stretches, language, notes = self._stretches(document)
        found: list[Finding] = []
        vetoed: list[Vetoed] = []
        wordings: dict[int, Wording] = {}
        given = analyser or self.analyser
        for piece, start, end, name, audience in stretches:
            for engine in self._engines_of(name):
                for finding, veto, wording in engine.findings(piece, start, end, audience, given):
                    if veto is None:
                        found.append(finding)
                        wordings[id(finding)] = wording
                    elif self.explain:
                        vetoed.append(Vetoed(finding, *veto))
        findings, covered = resolve(found) if found else ((), ())
        if self.explain:
            vetoed += [each for each in covered if each.finding.rule != each.evidence]
            vetoed.sort(key=lambda each: (each.finding.start, each.finding.end))
        report = Report(
            document.source,
            language,
            document.audience,
            tuple(with_wordings(findings, wordings) if self.wordings else findings),
            tuple(vetoed),
            notes,
            document.text,
            document.located,
        )
        if self.checklist is None:
            return report
        from servicetone.warm import with_warmth

        return with_warmth(document, report, self.checklist)

    def _stretches(
        self, document: Document
    ) -> tuple[Iterable[Stretch], str | None, tuple[Note, ...]]:
        """Return what to look at, the main language, and notes on what is left alone."""
        known = document.language if document.language in LANGUAGES else None
        if known is not None:
            return self._given(document, known), known, ()
        said = [block.language for block in document.blocks or ()]
        if said and all(said):
            return self._given(document, ""), max(dict.fromkeys(said), key=said.count), ()
        return self._identified(document)

    def _given(self, document: Document, known: str) -> Iterator[Stretch]:
        """Yield the pieces in the languages they are said to be, ``known`` where they say nothing."""
        for piece, audience, said in _pieces(document):
            language = said or known
            if language in self.languages:
                yield Stretch(piece, 0, len(piece.view.text), language, audience)

    def _identified(self, document: Document) -> tuple[list[Stretch], str | None, tuple[Note, ...]]:
        from servicetone.language.detect import identify_blocks

        places = [
            (piece, start, end, audience, language)
            for piece, audience, language in _pieces(document)
            for start, end in piece.paragraphs(0, len(piece.view.text))
        ]
        texts = [piece.view.text[start:end] for piece, start, end, _, _ in places]
        guesses = identify_blocks(texts, load_profile(), hint=document.language)
        stretches: list[Stretch] = []
        left_alone = 0
        for (piece, start, end, audience, given), guess in zip(places, guesses):
            names = (given,) if given else (guess.language, guess.runner_up)
            left_alone += names[0] == "other"
            for name in dict.fromkeys(names):
                if name in self.languages:
                    stretches.append(Stretch(piece, start, end, name, audience))
        notes = (_left_alone(left_alone, len(places)),) if left_alone else ()
        if document.blocks and document.blocks[0].kind == "value":
            notes = ()  # data is in many languages: that is no news
        return stretches, _main(texts, [guess.language for guess in guesses]), notes

    def _engines_of(self, language: str) -> tuple[Engine, ...]:
        """Return the rules of a language at work: the lexicon's, and those of house packs."""
        engines = self._engines.get(language)
        if engines is None:
            with self._lock:
                lexicons = [self._load(language)]
                if self._packs:
                    from servicetone.lexicon.house import compile_packs

                    house = compile_packs(self._packs, language)
                    lexicons += [house] if house else []
                engines = self._engines[language] = tuple(map(self._engine, lexicons))
        return engines

    def _engine(self, lexicon: Compiled) -> Engine:
        enabled = frozenset(
            number
            for number, concept in enumerate(lexicon.concepts)
            if is_selected(concept, self.select, self.ignore)
        )
        return Engine.of(lexicon, enabled, self.messages)


def _pieces(document: Document) -> Iterator[tuple[Piece, str, str | None]]:
    """Yield each block, or the whole text, with its audience and the language it is said to be.

    A template comes once for each way in which it can read.
    """
    blocks = document.blocks
    for block in (_WHOLE,) if blocks is None else blocks:
        view = view_of(document.text[slice(*block.span)], block.edits)
        if document.placeholders:
            found = own_placeholders(document.placeholders).finditer(view.text)
            view = view.rewritten([Edit(*each.span(), HOLE) for each in found if each[0]])
        for reading in readings(view.text):
            piece = Piece(view.rewritten(reading), block.span.start, block.name)
            yield piece, block.audience or document.audience, block.language


def _main(texts: Sequence[str], languages: Sequence[str | None]) -> str | None:
    """Return the language that most of the text is in."""
    sizes: dict[str, int] = {}
    for text, language in zip(texts, languages):
        if language is not None:
            sizes[language] = sizes.get(language, 0) + len(text)
    return max(sizes, key=lambda name: sizes[name]) if sizes else None


def _left_alone(count: int, total: int) -> Note:
    what = "the text was" if count == total else f"{count} of {total} paragraphs were"
    return Note("other-language", f"{what} left alone: not in Swedish, Danish or Norwegian")


def _check_language(language: str, known: Sequence[str]) -> None:
    if language not in known:
        raise LanguageError(
            f"there is no language {language!r}",
            hint="sv (Swedish), da (Danish), nb (Bokmål), nn (Nynorsk) or no (either Norwegian)",
        )


def _load_packs(folders: Sequence[str]) -> tuple[Pack, ...]:
    from servicetone.lexicon.house import load_packs

    return load_packs(folders)


@lru_cache(maxsize=4)
def default_checker(explain: bool = False) -> Checker:
    """Return the checker that ``check`` and ``fix`` use: all languages, all rules."""
    return Checker(explain=explain)


def check(
    text: str, language: str | None = None, audience: str = "customer", *, explain: bool = False
) -> Report:
    """Return what was found in ``text``; see ``Checker.check``. Offsets are code points."""
    return default_checker(explain).check(text, language, audience)
