"""Decisions as they are kept, and the rows of the table that hold them."""
