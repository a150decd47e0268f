"""Quality measured on labelled news: pure functions from labels and results to scores."""
