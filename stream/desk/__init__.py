"""The desk page: what the records tell, for people."""
