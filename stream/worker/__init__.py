"""A running worker: the Faust app, its life, its health, its agents, tables, metrics and web port."""
