"""Settings and the log: what an operator decides."""
