"""Chaos: workers and brokers killed at random under a planted corpus, and the account of what came of it."""
