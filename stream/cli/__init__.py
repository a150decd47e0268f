"""The command line `newswire`."""
