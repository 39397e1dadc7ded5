"""The screen and the keys of ``servicetone draft``, on a real terminal.

prompt_toolkit knows the terminals: Windows consoles, SSH, odd widths, lines to edit.
"""

from __future__ import annotations

import sys

from servicetone import drafting
from servicetone.errors import ConfigError
from servicetone.terminal.draft_screen import editing, screen
from servicetone.terminal.words import WORDS, Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.application import Application
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.key_binding.key_processor import KeyPressEvent
    from prompt_toolkit.output import Output

    from servicetone.drafting import Check, Draft, Passage
    from servicetone.model import Suggestion
    from servicetone.terminal.draft_screen import Row

_STYLES = {
    "now": "reverse bold",
    "later": "underline",
    "key": "bold",
    "quiet": "ansibrightblack",
    "warm": "ansicyan",
}
_EDIT_ROWS = 4
_ESCAPE_WAIT = 0.025
"""Seconds after which Esc is the key itself, not the beginning of another."""


class Desk:
    """A draft on the screen: what a key does is a step of ``drafting``."""

    def __init__(self, draft: Draft, check: Check, language: str, *, color: bool) -> None:
        """``language`` is what the screen speaks when no finding says otherwise."""
        from prompt_toolkit.buffer import Buffer

        self.draft = draft
        self.passage: Passage | None = None
        self.canceled = False
        self._check = check
        self._language = language
        self._color = color
        self._line = Buffer(name="line")
        self._show_text: Callable[[], None] = _nothing
        self._show_line: Callable[[], None] = _nothing

    def run(self) -> Draft | None:
        """Let the writer go through the draft; return it, None where they gave up (Ctrl-C).

        Raises ConfigError where there is no terminal.
        """
        try:
            source, target = _terminal()
        except (OSError, EOFError):
            raise _no_terminal() from None
        self.application(source, target).run()
        return None if self.canceled else self.draft

    def application(self, source: Input, target: Output) -> Application[None]:
        """Return the application that reads keys from ``source`` and draws on ``target``."""
        from prompt_toolkit.application import Application
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.layout import (
            BufferControl,
            ConditionalContainer,
            FormattedTextControl,
            HSplit,
            Layout,
            Window,
        )
        from prompt_toolkit.styles import Style

        def view() -> StyleAndTextTuples:
            size = target.get_size()
            lines = size.rows - (_EDIT_ROWS + 2 if self.passage else 0)
            rows = screen(
                self.draft,
                self._words,
                max(20, size.columns),
                max(6, lines),
                color=self._color,
                keys=self.passage is None,
            )
            return _fragments(rows)

        def ruler() -> StyleAndTextTuples:
            return _fragments(editing(self._words, max(20, target.get_size().columns)))

        is_editing = Condition(lambda: self.passage is not None)
        text = FormattedTextControl(view, focusable=True, show_cursor=False)
        line = BufferControl(self._line)
        edit = [
            Window(FormattedTextControl(ruler), height=2),
            Window(line, wrap_lines=True, height=_EDIT_ROWS),
        ]
        layout = Layout(HSplit([Window(text), ConditionalContainer(HSplit(edit), is_editing)]))
        self._show_text = lambda: layout.focus(text)
        self._show_line = lambda: layout.focus(line)
        app: Application[None] = Application(
            layout,
            key_bindings=self._bindings(),
            style=Style.from_dict(_STYLES if self._color else {}),
            full_screen=True,
            input=source,
            output=target,
        )
        app.ttimeoutlen = _ESCAPE_WAIT
        return app

    @property
    def _words(self) -> Words:
        return WORDS[self._language]

    def _bindings(self) -> KeyBindings:
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.key_binding import KeyBindings

        keys = KeyBindings()
        choosing = Condition(lambda: self.passage is None)

        for digit in range(1, drafting.MOST_CHOICES + 1):

            @keys.add(str(digit), filter=choosing)
            def _(event: KeyPressEvent, number: int = digit) -> None:
                if number <= len(self.draft.choices):
                    self._take(self.draft.choices[number - 1])

        @keys.add("enter", filter=choosing)
        def _(event: KeyPressEvent) -> None:
            if self.draft.current is None:
                event.app.exit()
            elif self.draft.choices:
                self._take(self.draft.choices[0])

        @keys.add("e", filter=choosing)
        def _(event: KeyPressEvent) -> None:
            if self.draft.current is not None:
                self._edit(drafting.passage(self.draft))

        @keys.add("s", filter=choosing)
        def _(event: KeyPressEvent) -> None:
            self.draft = drafting.skip(self.draft)

        @keys.add("a", filter=choosing)
        def _(event: KeyPressEvent) -> None:
            self.draft = drafting.silence(self.draft)

        @keys.add("u", filter=choosing)
        def _(event: KeyPressEvent) -> None:
            self.draft = drafting.undo(self.draft)

        @keys.add("q", filter=choosing)
        def _(event: KeyPressEvent) -> None:
            event.app.exit()

        @keys.add("enter", filter=~choosing)
        def _(event: KeyPressEvent) -> None:
            assert self.passage is not None
            draft = self.draft
            self.draft = drafting.rewrite(draft, self.passage, self._line.text, self._check)
            self._leave()

        @keys.add("escape", filter=~choosing, eager=True)
        def _(event: KeyPressEvent) -> None:
            self._leave()

        @keys.add("c-z")
        def _(event: KeyPressEvent) -> None:
            event.app.suspend_to_background()

        @keys.add("c-c")
        def _(event: KeyPressEvent) -> None:
            self.canceled = True
            event.app.exit()

        return keys

    def _take(self, choice: Suggestion) -> None:
        if drafting.needs_hand(choice):
            self._edit(drafting.passage(self.draft, choice))
        else:
            self.draft = drafting.take(self.draft, choice, self._check)

    def _edit(self, passage: Passage) -> None:
        from prompt_toolkit.document import Document

        self.passage = passage
        blank = passage.words.find("[")
        cursor = blank if blank >= 0 else len(passage.words)
        self._line.set_document(Document(passage.words, cursor))
        self._show_line()

    def _leave(self) -> None:
        self.passage = None
        self._show_text()


def _nothing() -> None:
    pass


def _fragments(rows: list[Row]) -> StyleAndTextTuples:
    found: StyleAndTextTuples = []
    for row in rows:
        found += [(f"class:{style}" if style else "", text) for style, text in row]
        found.append(("", "\n"))
    return found[:-1]


def _terminal() -> tuple[Input, Output]:
    """Return the terminal to read keys from and to draw on, whatever is piped in or out."""
    from prompt_toolkit.input import DummyInput, create_input
    from prompt_toolkit.output import DummyOutput, create_output

    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not any(stream is not None and stream.isatty() for stream in streams):
        raise _no_terminal()
    source = create_input(always_prefer_tty=True)
    if sys.platform != "win32" and not sys.stdout.isatty() and not sys.stderr.isatty():
        screen = open("/dev/tty", "w", encoding="utf-8")  # noqa: SIM115 - lives as long as the run
        target = create_output(stdout=screen)
    else:
        target = create_output(always_prefer_tty=True)
    if isinstance(source, DummyInput) or isinstance(target, DummyOutput):
        raise _no_terminal()
    if sys.platform != "win32" and not _is_terminal(source):
        raise _no_terminal()
    return source, target


def _is_terminal(source: Input) -> bool:
    import os

    return os.isatty(source.fileno())


def _no_terminal() -> ConfigError:
    return ConfigError(
        "there is no terminal to show the draft on",
        hint="servicetone draft --no-input prints the warm version",
    )
