"""What is run by hand or by make: the packaged data built anew, the tagger compiled."""
