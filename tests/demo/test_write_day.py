"""The day as a file of JSON lines."""

from __future__ import annotations

from pathlib import Path

from stream.demo.check import expectations
from stream.demo.truth import Day
from stream.demo.write_day import write_jsonl


def test_each_line_is_a_record_as_it_was_sent(day: Day, tmp_path: Path) -> None:
    """Every readable delivery is a line of its own, in order; what no line can hold, old wires and mails too, is left out and counted."""
    path = tmp_path / "day.jsonl"

    left_out = write_jsonl(day, path)

    lines = path.read_bytes().splitlines()
    readable = [delivery.value for delivery, _ in expectations(day) if b"\n" not in delivery.value]
    assert readable == [line for line in lines if line in set(readable)]
    assert len(day.deliveries) == len(lines) + left_out
    assert left_out == 8
