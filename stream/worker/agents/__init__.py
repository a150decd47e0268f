"""Faust agents: each wires a topic to a stage of the pure core."""
