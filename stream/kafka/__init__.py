"""All that subclasses Faust's transport or changes aiokafka, and what its clients share: connection, topics, producer, consumer, batches, lag.

Programs that read or write topics for themselves (commands, demo, desk, doctor, notify) hold plain clients of aiokafka, made with
the options of `stream.kafka.connection`.
"""
