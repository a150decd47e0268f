"""What the desk page takes and how fast it answers, each figure beside its bar; the exit code says whether all are reached.

    python -m bench.desk [--articles 500000] [--seconds 60] [--folder FOLDER]

A made-up month of articles (see `bench/desk_feed.py`) goes into a database; the first 100,000 are the rebuild. Then the
desk runs as a process of its own beside an embedded broker, and is asked for all its pages: first while nothing comes,
then while 50 articles a second are sent to the topics; then with a browser open, in which each update of one row is timed
from the broker's acknowledgement; then with fifty open pages that follow what comes. With --folder the database is kept, and one that is there is not made
again, unless its tables are of another version.

Reading is in processor time, pages in time as it passes: on a machine with other work, or with two cores for broker,
bench, browser and desk, those are longer than the desk's own, whose processor time stands beside them. Work beside it
lengthens processor time, too, though less, for cores share caches: the least of the rounds is nearest to a machine without
it. What the machine had to do is printed first and last (`load`: how many processes wanted a core in the last minute).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.desk_feed import DeskFeed
from bench.desk_running import Measured, measured
from stream.desk.desk_database import FILE, DeskDatabase, TopicRecord
from stream.desk.desk_tables import SCHEMA, connect
from stream.desk.topic_reader import BATCH_RECORDS

REBUILT: Final = 100_000
DAYS: Final = 28


@dataclass(frozen=True, slots=True)
class Line:
    """A figure beside its bar: at most, or at least where `least`."""

    name: str
    figure: float
    bar: float
    unit: str
    least: bool = False

    @property
    def reached(self) -> bool:
        """Whether it is on the right side of its bar."""
        return self.figure >= self.bar if self.least else self.figure <= self.bar

    def __str__(self) -> str:
        sign = "at least" if self.least else "at most"
        said = "" if self.reached else "   MISSED"
        return f"{self.name:<66}{self.figure:>10,.1f}  {sign} {self.bar:,g} {self.unit}{said}"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=500_000)
    parser.add_argument("--seconds", type=float, default=60, help="of each part with a feed")
    parser.add_argument("--folder", type=Path, help="where the database is kept")
    given = parser.parse_args()
    lines: list[Line] = []
    print(loaded())
    with ExitStack() as stack:
        folder: Path = given.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if not is_made(folder):
            lines += filled(folder, given.articles)
        lines += of_running(measured(folder, given.seconds, print_pages))
    print(*lines, loaded(), sep="\n")
    return int(not all(line.reached for line in lines))


def loaded() -> str:
    """What the machine has to do."""
    minute = os.getloadavg()[0]
    return f"load {minute:.1f} on {os.cpu_count()} cores at {time.strftime('%H:%M:%S')}"


def is_made(folder: Path) -> bool:
    """Whether there is a database that the desk goes on with; one of other tables is taken away."""
    path = folder / FILE
    if not path.exists():
        return False
    with closing(connect(path)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == SCHEMA:
        return True
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    return False


def filled(folder: Path, articles: int) -> list[Line]:
    """Make the database of a month, timed in processor time of this process without the making of the records."""
    feed, database = DeskFeed(), DeskDatabase(folder)
    end = time.time()
    begin = end - DAYS * 86_400
    spent, records, rebuilt = 0.0, 0, 0.0
    batch: list[TopicRecord] = []
    for at in range(articles):
        batch += feed.next(begin + (end - begin) * at / articles)
        if len(batch) < BATCH_RECORDS and at + 1 < articles:
            continue
        started = time.process_time()
        database.apply(batch)
        spent += time.process_time() - started
        records += len(batch)
        batch = []
        if not rebuilt and at + 1 >= REBUILT:
            rebuilt = spent
        if records % 50_000 < BATCH_RECORDS:
            print(
                f"{at + 1:>9,} articles, {records / spent:,.0f} records a second of the processor", flush=True
            )
    database.close()
    size = sum(file.stat().st_size for file in folder.glob(f"{FILE}*"))
    return [
        Line("records read, a second of one core", records / spent, 1000, "", least=True),
        Line(f"a rebuild of {REBUILT:,} articles, seconds of the processor", rebuilt or spent, 120, "s"),
        Line("kilobytes an article", size / articles / 1000, 7, "KB"),
    ]


def print_pages(found: Measured) -> None:
    """Each page, the slowest first."""
    print(
        "\nmilliseconds of the desk's processor (least of the rounds, median, first), in all (median), while nothing comes"
    )
    for name, seconds in sorted(found.worked.items(), key=lambda item: -item[1]):
        least = found.least[name]
        print(
            f"{least * 1000:>8,.0f} {seconds * 1000:>8,.0f} {found.first[name] * 1000:>8,.0f} {found.quiet[name] * 1000:>8,.0f}  {name}"
        )
    print(loaded(), flush=True)


def of_running(found: Measured) -> list[Line]:
    """The figures of the desk as a process."""
    print(
        f"under the feed the desk takes {found.busy_core:.2f} of a core; a row is there after {found.shown_half:.2f} s (half)\n"
    )
    return [
        Line(
            "the slowest page, of the desk's processor, least of the rounds",
            max(found.least.values()) * 1000,
            100,
            "ms",
        ),
        Line("the slowest page, of the desk's processor", max(found.worked.values()) * 1000, 100, "ms"),
        Line("the slowest page, in all", max(found.quiet.values()) * 1000, 100, "ms"),
        Line("pages while 50 articles/s come in, 99 of 100", found.busy_p99 * 1000, 300, "ms"),
        Line("from acknowledged to the row in an open browser, 99 of 100", found.shown_p99, 1, "s"),
        Line("memory with 50 readers, its peak", found.memory_mb, 300, "MB"),
        Line("first view over the wire", found.first_view_kb, 150, "KB"),
        Line("the map over the wire", found.map_kb, 400, "KB"),
        Line("behind after the feed, records", found.behind, 500, ""),
    ]


if __name__ == "__main__":
    sys.exit(main())
