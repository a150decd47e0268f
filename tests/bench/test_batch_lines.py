from __future__ import annotations

from pathlib import Path

import pytest

from bench.batch_lines import BatchLine, Progress, batch_line

LINE = b'{"time":"2031-05-04T00:00:%02d.500Z","level":"info","event":"batch","stage":"%s","records":%d,"seconds":0.25}\n'
BEGIN = 1935619200.0  # 2031-05-04, midnight UTC


def test_a_batch_is_read_from_its_line() -> None:
    """Its stage, records, seconds and when it was done."""
    assert BatchLine("tag", 7, 0.25, BEGIN + 3.5) == batch_line(LINE % (3, b"tag", 7))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"Traceback (most recent call last):",
        b"[1]",
        b'{"event":"batch lost"}',
        b'{"event": "ready"}',
        b"{",
    ],
)
def test_another_line_is_no_batch(line: bytes) -> None:
    """What libraries print, faults and other events are passed over."""
    assert batch_line(line) is None


def test_a_log_is_read_as_it_grows(tmp_path: Path) -> None:
    """A line is read once, and when it is whole."""
    log = tmp_path / "worker.log"
    progress = Progress(log)
    first, second = LINE % (1, b"intake", 5), LINE % (4, b"tag", 2)
    log.write_bytes(first + second[:20])
    assert progress.read_on()
    assert {"intake": 5} == progress.records()
    assert not progress.read_on()
    log.write_bytes(first + second)
    assert progress.read_on()
    assert {"intake": 5, "tag": 2} == progress.records()
    assert (BEGIN + 1.25, BEGIN + 4.5) == progress.span()
