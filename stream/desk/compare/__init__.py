"""Two texts compared for a reader, as data for a template."""
