"""What tests/apache_kafka.py is made of: its jars, its certificates, its configuration, its processes."""
