"""The compiled lexicon and how a text is read against it."""
