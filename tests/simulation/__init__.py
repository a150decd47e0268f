"""The worker's own code on a simulated broker, disk and clock, under a seeded scheduler: a schedule takes milliseconds."""
