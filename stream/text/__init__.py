"""Text without any notion of news lineage: words, normalising, furniture, languages, sketches, outlines, differences."""
