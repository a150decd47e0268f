"""Places in texts of other languages than English: names by script, found and settled without a parser."""
