"""The tables of a worker: rows on the changelog and on disk, and the state rebuilt from them."""
