"""Copies, stories and verdicts: sketch, index, lineage, decision. Knows no Kafka and no clock."""
