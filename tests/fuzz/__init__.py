"""Hostile inputs by the thousand, made from sound ones by a seed."""
