"""The fictional wire day of `make demo`, and the check of what the pipeline made of it."""
