"""Warmer wordings made to fit the place where they are spliced in."""
