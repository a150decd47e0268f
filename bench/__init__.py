"""Benchmarks: each a command, side by side with the alternative where there is one."""
