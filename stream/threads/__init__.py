"""Threads: all stories about one event, in whatever words."""
