"""The worker's web port: metrics for Prometheus, probes for whoever restarts workers, a page for a person."""
