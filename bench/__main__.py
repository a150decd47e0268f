"""`make bench`: every benchmark that needs nothing but this checkout, one after the other.

Each is also a command of its own (`python -m bench.core --help`); those on labelled news run where
NEWSWIRE_EVAL_DATA names it.
"""

from __future__ import annotations

import os
import subprocess
import sys

ALONE = (
    ("bench.core",),
    ("bench.formats",),
    # The short one of the whole job, which adds a line to the history.
    (
        *("bench.whole", "--contender", "ours", "--contender", "relay-aio"),
        *("--articles", "400", "--rounds", "3", "--history", "bench/history.jsonl"),
    ),
)
ON_LABELLED_NEWS = {"bench.tagging": "conflict"}  # and the folder of the labelled news that it reads


def main() -> int:
    """Run them all; the exit code says whether each one ended well."""
    data = os.environ.get("NEWSWIRE_EVAL_DATA")
    labelled = [(name, f"{data}/{folder}") for name, folder in ON_LABELLED_NEWS.items() if data]
    runs = [*ALONE, *labelled]
    failed = 0
    for run in runs:
        print(f"== {run[0]}", flush=True)
        failed += subprocess.run([sys.executable, "-m", *run], check=False).returncode != 0  # noqa: S603 - our own
    if not data:
        print(f"left out: {', '.join(ON_LABELLED_NEWS)} (set NEWSWIRE_EVAL_DATA)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
