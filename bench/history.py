"""The benchmark history: what the whole job costs beside a relay of the bytes, a line a time.

A line is JSON: `date`, `commit`, `articles`, `python`, whether the core is `compiled`, and `ratio`, the processor time an
article of ours over that of the relay by the same client. Absolute times hang on the machine and are not kept. The ratio
hangs on it too, a little, and on its neighbours: only one far above the last ones is a fault. A compiled core is held to
compiled ones, a plain one to plain ones.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import orjson

from bench.comparison import Rounds, cpu_ratio

LAST: Final = 5  # lines whose median a new one is held to: one slow hour is no standard
GROSS: Final = (
    2.0  # times that median: what neighbours do stays within half of it, a stage run twice does not
)
OURS, RELAY = "ours", "relay-aio"


@dataclass(frozen=True, slots=True)
class Line:
    """One time that it was measured."""

    date: str
    commit: str
    articles: int
    python: str
    compiled: bool
    ratio: float


def read(file: Path) -> list[Line]:
    """The lines of a history, the oldest first; none where there is no file.

    Raises:
        ValueError: a line is none of a history.
    """
    if not file.exists():
        return []
    found = []
    for number, line in enumerate(file.read_bytes().splitlines(), start=1):
        try:
            found.append(Line(**orjson.loads(line)))
        except (TypeError, ValueError) as error:
            msg = f"{file}, line {number}: {error}"
            raise ValueError(msg) from error
    return found


def is_gross(ratio: float, before: Sequence[Line]) -> bool:
    """Whether a ratio is far above those kept; the first one never is."""
    last = [line.ratio for line in before[-LAST:]]
    return bool(last) and ratio > GROSS * statistics.median(last)


def held(file: Path, rounds: Rounds, sources: Path, *, keep: bool) -> int:
    """Print this time's ratio beside the last ones; with `keep`, add its line to the file.

    Args:
        file: the history.
        rounds: what was measured.
        sources: the folder in which the `stream` of ours is.
        keep: whether the file is written.

    Returns:
        The exit code: 1 where the ratio is far above the last ones; then nothing is kept.

    Raises:
        ValueError: ours or the relay did not run.
    """
    missing = [name for name in (OURS, RELAY) if name not in rounds]
    if missing:
        msg = f"the history needs {OURS} and {RELAY}; not run: {', '.join(missing)}"
        raise ValueError(msg)
    compiled = any((sources / "stream" / "dedup").glob("*.so"))
    before = [line for line in read(file) if line.compiled == compiled]
    line = Line(
        datetime.now(UTC).date().isoformat(),
        _commit(sources),
        rounds[OURS][0].articles,
        platform.python_version(),
        compiled,
        round(cpu_ratio(rounds[OURS], rounds[RELAY]), 1),
    )
    print(f"history  now {line.ratio:g} x {RELAY}; the last {LAST}: {_told(before[-LAST:])}")
    if is_gross(line.ratio, before):
        print(f"FAILED: more than {GROSS:g} times the median of the last {LAST} ({file})")
        return 1
    if keep:
        with file.open("ab") as out:
            out.write(orjson.dumps(asdict(line)) + b"\n")
    return 0


def _told(lines: Sequence[Line]) -> str:
    return ", ".join(f"{line.ratio:g} ({line.commit})" for line in lines) or "none yet"


def _commit(checkout: Path) -> str:
    ended = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--exclude=*"],  # noqa: S607 - a developer's git
        capture_output=True,
        text=True,
        check=False,
        cwd=checkout,
    )
    return ended.stdout.strip() or "unknown"
