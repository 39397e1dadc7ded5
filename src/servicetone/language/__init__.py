"""Telling the languages apart."""
