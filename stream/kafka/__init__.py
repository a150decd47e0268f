"""All that subclasses or speaks to Faust's transport and aiokafka: connection, topics, producer, consumer, batches, lag."""
