"""Conflict tagging: lexicon, matcher, places, casualties, events. Knows no Kafka and no clock."""
