"""Look up forms and classes: from a tree of names to a tree of word tests."""

from __future__ import annotations

from dataclasses import dataclass, field

from servicetone.errors import PatternError
from servicetone.pattern.code import NAME, NUM, WORD
from servicetone.pattern.parse import parse
from servicetone.pattern.syntax import (
    Capture,
    Choice,
    ClassRef,
    Compound,
    Focus,
    Form,
    Maybe,
    Node,
    Series,
    Swap,
    Word,
    WordTest,
)
from servicetone.text.fold import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FLAGS = {"NAME": NAME, "NUM": NUM, "WORD": WORD}


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language: paradigms by headword and classes by name."""

    language: str
    forms: Mapping[str, Sequence[str]]
    classes: Mapping[str, Sequence[str]]
    _seen: dict[str, Node] = field(default_factory=dict, repr=False, compare=False)

    def expand(self, pattern: str) -> Node:
        """Parse ``pattern`` and resolve its forms and classes.

        Raises ``PatternError`` for a headword or class that the language does not have.
        """
        return self._expand(parse(pattern), pattern, ())

    def _expand(self, node: Node, pattern: str, inside: tuple[str, ...]) -> Node:
        if isinstance(node, Word):
            return _literal(node)
        if isinstance(node, Form):
            return WordTest(words=frozenset(fold(form) for form in self._forms(node, pattern)))
        if isinstance(node, Compound):
            return self._compound(node, pattern)
        if isinstance(node, ClassRef):
            return self._class(node, pattern, inside)
        if isinstance(node, Choice):
            return _merge(self._expand(option, pattern, inside) for option in node.options)
        if isinstance(node, Series):
            items = tuple(self._expand(item, pattern, inside) for item in node.items)
            return Series(items, node.strict)
        if isinstance(node, Swap):
            return Swap(
                self._expand(node.first, pattern, inside),
                self._expand(node.second, pattern, inside),
            )
        if isinstance(node, Maybe):
            return Maybe(self._expand(node.item, pattern, inside))
        if isinstance(node, Capture):
            return Capture(node.name, self._expand(node.item, pattern, inside))
        if isinstance(node, Focus):
            return Focus(self._expand(node.item, pattern, inside))
        return node

    def _forms(self, node: Form, pattern: str) -> Sequence[str]:
        found = self.forms.get(node.head)
        if found is None:
            raise PatternError(
                f"'~{node.head}' is not a headword of {self.language}.forms",
                pattern=pattern,
                column=node.column,
                hint=_nearest(node.head, self.forms)
                or f"add its paradigm to {self.language}.forms, headword first",
            )
        return found

    def _compound(self, node: Compound, pattern: str) -> WordTest:
        part = node.part
        words = self._forms(part, pattern) if isinstance(part, Form) else (part.text,)
        stems = frozenset(fold(word) for word in words)
        return WordTest(tails=stems) if node.tail else WordTest(heads=stems)

    def _class(self, node: ClassRef, pattern: str, inside: tuple[str, ...]) -> Node:
        if node.name in _FLAGS:
            return WordTest(flags=_FLAGS[node.name])
        if node.name in inside:
            raise PatternError(
                f"class '@{node.name}' holds itself",
                pattern=pattern,
                column=node.column,
                hint=" > ".join((*inside, node.name)),
            )
        entries = self.classes.get(node.name)
        if entries is None:
            raise PatternError(
                f"there is no class '@{node.name}' in {self.language}.toml",
                pattern=pattern,
                column=node.column,
                hint=_nearest(node.name, self.classes),
            )
        if node.name not in self._seen:
            self._seen[node.name] = _merge(
                self._expand(parse(entry), entry, (*inside, node.name)) for entry in entries
            )
        return self._seen[node.name]


def _literal(node: Word) -> WordTest:
    text = node.text.replace("\ufe0f", "")
    if not text[0].isalnum():
        return WordTest(words=frozenset({text}))
    return (
        WordTest(exact=frozenset({text})) if node.exact else WordTest(words=frozenset({fold(text)}))
    )


def _merge(options: Iterable[Node]) -> Node:
    """Fold all the one-word options into a single test: one look-up instead of many."""
    test: WordTest | None = None
    rest: list[Node] = []
    for option in options:
        for each in option.options if isinstance(option, Choice) else (option,):
            if isinstance(each, WordTest):
                test = each if test is None else test.union(each)
            elif each not in rest:
                rest.append(each)
    nodes = ([test] if test is not None else []) + rest
    return nodes[0] if len(nodes) == 1 else Choice(tuple(nodes))


def _nearest(name: str, known: Iterable[str]) -> str | None:
    import difflib  # only needed for a mistake

    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.75)
    return f"did you mean {near[0]!r}?" if near else None
