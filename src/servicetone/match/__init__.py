"""Matching: index, matcher, vetoes, resolution."""
