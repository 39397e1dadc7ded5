"""Named tuples whose definition takes half the time of ``typing.NamedTuple``.

``typing`` compiles every annotation in order to check it. There are hundreds here, only mypy reads
them, and a command line that checks one mail would spend a tenth of its time on them.
"""

from __future__ import annotations

from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NamedTuple
else:

    class _Definition(type):
        """Turns the body of a class into a named tuple; its bases but the first are dropped."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = body.get("__annotations__", {})
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body.pop("__module__"))
            for key, value in body.items():
                setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Definition):
        """Base of classes that are named tuples; a field without default never follows one with."""


__all__ = ["NamedTuple"]
