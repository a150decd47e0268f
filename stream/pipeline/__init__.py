"""The stages without a broker: replay, comparison of settings, explanation."""
