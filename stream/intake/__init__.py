"""Bytes to articles: decoding by format, validation, normalising, lineage marks. Knows no Kafka."""
