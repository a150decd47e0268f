"""The worker's web port: metrics for Prometheus, probes for Kubernetes or systemd, a page for a person."""
