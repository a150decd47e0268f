"""What happened: events, their parties, casualties, and who says so."""
