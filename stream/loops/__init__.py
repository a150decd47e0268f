"""The hot loops of the core, in C with a twin in plain Python."""
