"""Going through a draft: each step as a value."""

from hypothesis import given
from hypothesis import strategies as st

import servicetone
from servicetone import drafting
from servicetone.model import Applicability, Span

TEXT = (
    "Hej Kim,\n\nSom jag redan har skrivit kan du byta resan på Mina sidor. För tredje gången: läs "
    "mejlet ordentligt!\n\nHälsningar\nAnna"
)


def check(text):
    return servicetone.check(text, "sv").findings


def begin(text=TEXT):
    return drafting.begin(text, check)


def test_a_wording_is_taken_over_and_undone():
    first = begin()
    after = drafting.take(first, first.choices[0], check)
    assert "Du kan byta resan" in after.text
    assert after.changes == 1
    assert len(after.open) == len(first.open) - 1
    assert drafting.undo(after) is first
    assert drafting.undo(first) is first


def test_what_is_skipped_stays_skipped_when_the_text_moves():
    draft = drafting.skip(begin())
    draft = drafting.skip(draft)
    left = draft.open
    draft = drafting.take(draft, draft.choices[0], check)
    assert draft.text.startswith("Hej Kim,\n\nSom jag redan")
    assert len(draft.open) == len(left) - 1


def test_a_rule_is_silenced_everywhere():
    draft = begin("Som sagt är det sent. Som sagt är det fel.")
    rule = draft.current.rule
    draft = drafting.silence(draft)
    assert draft.silenced == (rule,)
    assert not [each for each in draft.open if each.rule == rule]
    assert drafting.undo(draft).silenced == ()


def test_writing_by_hand_settles_the_place():
    draft = begin()
    passage = drafting.passage(draft)
    assert passage.words == "Som jag redan har skrivit kan du byta resan på Mina sidor."
    kept = drafting.rewrite(draft, passage, passage.words, check)
    assert kept.text == draft.text
    assert kept.current != draft.current
    changed = drafting.rewrite(draft, passage, "Du kan byta.", check)
    assert changed.text.startswith("Hej Kim,\n\nDu kan byta. För")


def test_a_wording_with_a_blank_is_written_on_by_hand():
    draft = begin()
    blank = draft.choices[0]._replace(replacement="Jag ringer [dag] så kan du")
    assert drafting.needs_hand(blank)
    assert drafting.needs_hand(draft.choices[0]._replace(applicability=Applicability.DISPLAY))
    words = drafting.passage(draft, blank).words
    assert words == "Jag ringer [dag] så kan du byta resan på Mina sidor."


def test_nothing_to_decide():
    draft = begin("Tack för ditt mejl!")
    assert (draft.current, draft.choices) == (None, ())
    assert drafting.skip(draft) is draft
    assert drafting.silence(draft) is draft
    assert drafting.passage(draft).span == Span(0, 0)


STEPS = st.lists(st.sampled_from(["take", "last", "skip", "silence", "hand", "undo"]), max_size=12)


@given(STEPS, st.text(max_size=20))
def test_any_steps_in_any_order(steps, words):
    """Offsets stay right, undo goes all the way back, and there is an end."""
    first = draft = begin()
    for step in steps:
        if step in ("take", "last") and draft.choices:
            draft = drafting.take(draft, draft.choices[0 if step == "take" else -1], check)
        elif step == "skip":
            draft = drafting.skip(draft)
        elif step == "silence":
            draft = drafting.silence(draft)
        elif step == "hand" and draft.current:
            draft = drafting.rewrite(draft, drafting.passage(draft), words, check)
        elif step == "undo":
            draft = drafting.undo(draft)
        assert all(draft.text[each.start : each.end] == each.text for each in draft.open)
    while draft.before is not None:
        draft = drafting.undo(draft)
    assert draft == first
    for _ in range(100):
        if draft.current is None:
            break
        draft = drafting.skip(draft)
    assert draft.current is None
