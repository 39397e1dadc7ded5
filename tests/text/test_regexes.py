"""Going from sign to sign finds what the pattern finds anywhere."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from servicetone.text.regexes import at_signs

_PATTERN = re.compile(r"\*(?<![\w*].)[^*\n]+\*|_\w+_|(?<=b)<a*>|://\w+")
_PIECES = ["*", "_", "<", ">", "a", "b", " ", "\n", "://", ":", "long plain words " * 40]


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_at_signs_finds_what_finditer_finds(text: str) -> None:
    found = [each.span() for each in at_signs(_PATTERN, ("*", "_", "<", "://"), text)]
    assert found == [each.span() for each in _PATTERN.finditer(text)]
