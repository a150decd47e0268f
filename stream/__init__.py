"""newswire-stream: says of every wire article what it is, and tags the conflict in what is new."""

__version__ = "0.1.0"
