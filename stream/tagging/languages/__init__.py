"""Conflict tags in languages other than English: a folder of data a language, read by one engine that knows none."""
