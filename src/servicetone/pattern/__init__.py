"""The pattern language: syntax, parser, look-up, compiler."""
