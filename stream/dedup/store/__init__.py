"""Data structures that know no news: packed columns, chunk heaps, name tables."""
