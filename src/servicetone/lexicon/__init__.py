"""The lexicon: what linguists write, decoded, compiled, loaded, verified."""
