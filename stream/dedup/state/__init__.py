"""The state of one shard: articles, items, stories, embargoes, deliveries, and the window they stand in."""
