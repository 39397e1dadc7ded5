"""Our named tuples are those of ``typing``, only quicker to define."""

from __future__ import annotations

import pickle
import typing

import pytest

from servicetone import records


class Ours(records.NamedTuple):
    """Two fields."""

    start: int
    words: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many words."""
        return len(self.words)

    @classmethod
    def empty(cls) -> Ours:
        return cls(0)


class Theirs(typing.NamedTuple):
    """Two fields."""

    start: int
    words: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many words."""
        return len(self.words)

    @classmethod
    def empty(cls) -> Theirs:
        return cls(0)


def test_a_definition_gives_what_typing_gives() -> None:
    assert type(Ours) is type(Theirs)
    assert Ours.__mro__[1:] == Theirs.__mro__[1:] == (tuple, object)
    for name in ("_fields", "_field_defaults", "__doc__", "__module__", "__slots__"):
        assert getattr(Ours, name) == getattr(Theirs, name)
    assert set(dir(Theirs)) - set(dir(Ours)) <= {"__orig_bases__"}
    assert Ours.__qualname__ == "Ours"


def test_values_behave_as_tuples() -> None:
    value = Ours(3, words=("a", "b"))
    assert value == (3, ("a", "b")) == Theirs(3, ("a", "b"))
    assert (value.size, value._replace(start=4).start, Ours.empty()) == (2, 4, (0, ()))
    assert pickle.loads(pickle.dumps(value)) == value
    assert repr(value) == "Ours(start=3, words=('a', 'b'))"
    with pytest.raises(AttributeError):
        value.start = 1  # type: ignore[misc]
    with pytest.raises(TypeError):
        Ours()  # type: ignore[call-arg]
