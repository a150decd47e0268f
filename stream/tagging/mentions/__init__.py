"""Who, where, when, how many, with what: mentions in a text."""
