"""Training of the shipped sequence model from labelled texts. Nothing here runs in a worker."""
