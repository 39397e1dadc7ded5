"""Parse a pattern into a tree. Errors say where, with a caret, and what to write instead."""

from __future__ import annotations

from servicetone.errors import PatternError
from servicetone.pattern.syntax import (
    BUILTINS,
    Anchor,
    Capture,
    Choice,
    ClassRef,
    Compound,
    Focus,
    Form,
    Gap,
    Maybe,
    Node,
    Series,
    Swap,
    Word,
)

_CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}
_SIGNS = frozenset("()[]{}<>/|&_-'\u2019~*@^$?!.: ")
_DEFAULT_GAP = 3
_MOST_GAP = 12
_SHORTEST_PART = 3
_DEEPEST = 40


def parse(pattern: str) -> Node:
    """Return the tree of ``pattern``.

    Raises ``PatternError`` with the column (code points from 0) of the first mistake.
    """
    return _Parser(pattern).whole()


class _Parser:
    """Recursive descent over the characters; linear in the length of the pattern."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.depth = 0
        self.focused = False

    def whole(self) -> Node:
        node = self.series()
        if self.at < len(self.pattern):
            sign = self.pattern[self.at]
            raise self.error(f"unexpected {sign!r}", f"nothing was opened that {sign!r} closes")
        _check_anchors(node, self)
        if not _consumes(node):
            raise self.error("a pattern needs at least one word that must be there", column=0)
        return node

    def error(
        self, message: str, hint: str | None = None, column: int | None = None
    ) -> PatternError:
        return PatternError(
            message, pattern=self.pattern, column=self.at if column is None else column, hint=hint
        )

    def peek(self) -> str:
        return self.pattern[self.at] if self.at < len(self.pattern) else ""

    def skip_spaces(self) -> None:
        while self.peek() == " ":
            self.at += 1

    def series(self) -> Node:
        """Parse elements up to a closing bracket, a bar or the end."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.error("the brackets are nested too deeply", "split the pattern in two")
        start = self.at
        items: list[Node] = []
        while True:
            self.skip_spaces()
            sign = self.peek()
            if not sign or sign in ")]}>|":
                break
            if sign == "&":
                items.append(self.swap(items))
            else:
                items.append(self.choice())
        self.depth -= 1
        if not items:
            raise self.error("expected a word here", column=start)
        return items[0] if len(items) == 1 else Series(tuple(items))

    def swap(self, before: list[Node]) -> Node:
        column = self.at
        self.at += 1
        if not before or isinstance(before[-1], (Gap, Anchor)):
            raise self.error("'&' stands between two words", "write: du & borde", column=column)
        self.skip_spaces()
        if not self.peek() or self.peek() in ")]}>|&":
            raise self.error("'&' stands between two words", "write: du & borde", column=column)
        first = before.pop()
        second = self.choice()
        if isinstance(second, (Gap, Anchor)):
            raise self.error("'&' stands between two words", "write: du & borde", column=column)
        return Swap(first, second)

    def choice(self) -> Node:
        options = [self.strict()]
        while self.peek() == "/":
            self.at += 1
            if self.peek() in ("", " ", "/"):
                raise self.error("expected a word after '/'", "write: du/ni, without spaces")
            options.append(self.strict())
        if len(options) == 1:
            return options[0]
        if any(isinstance(o, (Gap, Anchor, Maybe, Focus)) for o in options):
            raise self.error("only words and groups stand beside '/'", "write: [a b | c]")
        return Choice(tuple(options))

    def strict(self) -> Node:
        items = [self.atom()]
        while (sign := self.peek()) and sign in "_-'\u2019":
            self.at += 1
            if self.peek() in ("", " ", "_", "-", "'", "/"):
                raise self.error(f"expected a word after {sign!r}", "write: a_b, without spaces")
            items.append(self.atom())
        return items[0] if len(items) == 1 else Series(tuple(items), strict=True)

    def atom(self) -> Node:
        sign = self.peek()
        column = self.at
        if sign in _CLOSING:
            return self.bracket(sign)
        if sign == ".":
            return self.gap()
        if sign in "^$?!" and sign:
            self.at += 1
            return Anchor(sign)
        if sign == "@":
            self.at += 1
            name = self.name()
            if not name:
                raise self.error("expected the name of a word class after '@'", "write: @our-text")
            if name.isupper() and name not in BUILTINS:
                raise self.error(
                    f"there is no built-in class '@{name}'",
                    "built in are " + ", ".join(f"@{n}" for n in sorted(BUILTINS)),
                    column=column,
                )
            return ClassRef(name, column)
        return self.word()

    def bracket(self, sign: str) -> Node:
        column = self.at
        self.at += 1
        name = ""
        if sign == "{":
            self.skip_spaces()
            name = self.name()
            self.skip_spaces()
            if not name or self.peek() != ":":
                raise self.error(
                    "a capture needs a name and a colon", "write: {text: @our-text}", column=column
                )
            self.at += 1
        if sign == "<":
            if self.focused:
                raise self.error("only one part of a pattern can be flagged", column=column)
            self.focused = True
        options = [self.series()]
        while self.peek() == "|":
            self.at += 1
            options.append(self.series())
        if self.peek() != _CLOSING[sign]:
            raise self.error(f"{sign!r} is not closed", f"add {_CLOSING[sign]!r}", column=column)
        self.at += 1
        inner = options[0] if len(options) == 1 else Choice(tuple(options))
        if sign == "(":
            return Maybe(inner)
        if sign == "{":
            return Capture(name, inner)
        return Focus(inner) if sign == "<" else inner

    def gap(self) -> Node:
        column = self.at
        if not self.pattern.startswith("...", self.at):
            raise self.error("a gap is three dots", "write ... or ...5", column=column)
        self.at += 3
        digits = ""
        while self.peek().isdigit():
            digits += self.peek()
            self.at += 1
        most = int(digits) if digits else _DEFAULT_GAP
        if not 1 <= most <= _MOST_GAP:
            raise self.error(f"a gap holds 1 to {_MOST_GAP} words", column=column)
        return Gap(most)

    def name(self) -> str:
        start = self.at
        while (sign := self.peek()) and (sign.isalnum() or sign == "-"):
            self.at += 1
        return self.pattern[start : self.at]

    def word(self) -> Node:
        column = self.at
        tail = self.peek() == "*"
        if tail:
            self.at += 1
        form = self.peek() == "~"
        if form:
            self.at += 1
        start = self.at
        while (sign := self.peek()) and sign not in _SIGNS:
            self.at += 1
        text = self.pattern[start : self.at]
        if not text:
            raise self.error(
                f"expected a word, found {self.peek()!r}" if self.peek() else "expected a word",
                "signs have a meaning here; a pattern holds words, never punctuation",
                column=column,
            )
        _check_word(text, start, self)
        part: Word | Form = Form(text, column) if form else Word(text)
        head = self.peek() == "*"
        if head:
            self.at += 1
        if not (head or tail):
            return part
        if head and tail:
            raise self.error("'*' stands on one side only", column=column)
        if len(text) < _SHORTEST_PART:
            raise self.error(
                f"a part beside '*' has {_SHORTEST_PART} or more letters", column=start
            )
        return Compound(part, tail)


def _check_word(text: str, column: int, parser: _Parser) -> None:
    for offset, char in enumerate(text):
        if not (char.isalnum() or ord(char) >= 0x2190):
            hint = "leave punctuation and signs such as \\ out"
            raise parser.error(f"{char!r} never matches: only words do", hint, column + offset)


def _check_anchors(node: Node, parser: _Parser) -> None:
    """See that ``^`` stands first and ``$ ? !`` last, where they can hold."""
    items = node.items if isinstance(node, Series) else (node,)
    for place, item in enumerate(items):
        if isinstance(item, Anchor):
            first, last = place == 0, place == len(items) - 1
            if item.sign == "^" and not first:
                raise parser.error("'^' stands first", column=parser.pattern.index("^"))
            if item.sign != "^" and not last:
                column = parser.pattern.index(item.sign)
                raise parser.error(f"{item.sign!r} stands last", column=column)


def _consumes(node: Node) -> bool:
    """Tell whether at least one word must be there for ``node`` to match."""
    if isinstance(node, Series):
        return any(_consumes(item) for item in node.items)
    if isinstance(node, Choice):
        return all(_consumes(option) for option in node.options)
    if isinstance(node, (Capture, Focus)):
        return _consumes(node.item)
    if isinstance(node, Swap):
        return _consumes(node.first) or _consumes(node.second)
    return not isinstance(node, (Maybe, Gap, Anchor))
