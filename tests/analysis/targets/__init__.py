"""Sentences whose words are harmless about a thing and not about a person, with gold analysis.

One a line: + (should be flagged) or -, and the words as form/lemma/UPOS/head/relation. Each
frame stands with people and with things, so that only the target tells them apart.
"""

from pathlib import Path

from servicetone.analysis.base import Token


class Gold:
    """An analyser that knows the sentence it was made for."""

    def __init__(self, tokens):
        self.tokens = tokens

    def sentence(self, *_):
        return self.tokens


def sentences(language):
    """Return (text, analyser, flagged) of each sentence."""
    found = []
    path = Path(__file__).parent / f"{language}.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        sign, _, words = line.partition("\t")
        tokens, text = [], ""
        for word in words.split():
            form, lemma, upos, head, relation = word.split("/")
            start = len(text) + bool(text)
            text = f"{text} {form}".strip()
            place = int(head) - 1 if int(head) else None
            tokens.append(Token(start, len(text), form, lemma, upos, {}, place, relation))
        found.append((f"{text}.", Gold(tokens), sign == "+"))
    return found
