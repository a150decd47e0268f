"""The day as a JSON Lines file, for `newswire replay` and for reading."""

from __future__ import annotations

from pathlib import Path

from stream.demo.truth import Day


def write_jsonl(day: Day, path: Path) -> int:
    """Write the deliveries one a line, in order, and return how many had to be left out.

    A line is the raw record as it is. Records that no line can hold are left out: the empty one, those with a raw
    line break (the old wires, mails), and those that are not UTF-8. The Kafka timestamps are not in the file.
    """
    lines = [delivery.value for delivery in day.deliveries if _fits(delivery.value)]
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return len(day.deliveries) - len(lines)


def _fits(value: bytes) -> bool:
    if not value or b"\n" in value or b"\r" in value:
        return False
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
