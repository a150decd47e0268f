"""The key index and the comparison of texts by shared passages."""
