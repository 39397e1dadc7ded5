"""Text as it is matched: views, spelling, segments, masks, words."""
