"""What holds for a whole text: relevance, Media Topics, tolls."""
