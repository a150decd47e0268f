"""The records that cross a topic, their JSON, their schemas, the log's clock and the two kinds of failure."""
