"""The learned sequence model over lexicon and rules: what it looks at, its weights, and the spans it proposes."""
