"""`newswire doctor`: everything that a worker needs, looked at one by one, each with a verdict and a way out."""
