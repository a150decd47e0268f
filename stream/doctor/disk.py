"""The folder of the deduplication table: can it be written, and is there room for what the window will hold?"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from stream.config.setting_values import MEGABYTE
from stream.config.settings import Settings
from stream.doctor.lines import DoctorLine, error, ok, warning
from stream.kafka.topics import DAY, specs

DISK_CHECK: Final = "disk"
PROBE_BYTES: Final = MEGABYTE  # more than a full disk keeps back for its own bookkeeping
# RocksDB's write buffer (64 MiB unless told otherwise) goes to its log and to a table file at once.
LEAST_BYTES: Final = 128 * MEGABYTE
# An article in the table: 650 bytes on the demo's day; twice, for RocksDB writes a table anew before it drops the old one.
ARTICLE_BYTES: Final = 2 * 650


@dataclass(frozen=True, slots=True)
class Room:
    """The folder: free bytes, the bytes that the table takes now, and why it cannot be written, or ""."""

    folder: Path
    free: int
    used: int
    refused: str


def measure_room(folder: Path) -> Room:
    """Look at a folder, or where it will be made: measure it, write a megabyte to the disk and take it away again."""
    there = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    refused = ""
    try:
        with tempfile.TemporaryFile(dir=there) as probe:
            probe.write(bytes(PROBE_BYTES))
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as failed:
        refused = failed.strerror or type(failed).__name__
    used = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else 0
    return Room(folder, shutil.disk_usage(there).free, used, refused)


def disk_line(room: Room, wanted: int | None) -> DoctorLine:
    """Hold the room against what the table will take; `wanted` bytes, None where that is not known."""
    named = f"NEWSWIRE_DATA_DIR={room.folder}"
    way_out = "free space there, or name a folder on another disk"
    if room.refused:
        return error(
            DISK_CHECK, f"{named} cannot be written: {room.refused} ({_size(room.free)} free)", way_out
        )
    if room.free < LEAST_BYTES:
        return error(
            DISK_CHECK,
            f"{named} has {_size(room.free)} free, RocksDB alone wants {_size(LEAST_BYTES)}",
            way_out,
        )
    if wanted is not None and room.free + room.used < wanted:
        return warning(
            DISK_CHECK,
            f"{named} has {_size(room.free)} free beside a table of {_size(room.used)}; at the feed's present rate "
            f"the window comes to take {_size(wanted)}",
            f"{way_out}, or shorten NEWSWIRE_WINDOW_DAYS",
        )
    told = "" if wanted is None else f"; the window comes to take {_size(wanted)} at the feed's present rate"
    return ok(DISK_CHECK, f"{named} can be written and has {_size(room.free)} free{told}")


def wanted_bytes(settings: Settings, raw_records: int) -> int:
    """What the table comes to take, of all partitions on one worker.

    Args:
        settings: for the window.
        raw_records: how many records the raw topic holds, which it keeps for a time of its own.
    """
    (kept,) = (
        spec.retention / DAY for spec in specs(settings) if spec.name == f"{settings.topic_prefix}.raw"
    )
    return int(raw_records / kept * settings.window_days * ARTICLE_BYTES)


def _size(count: float) -> str:
    for unit in ("B", "KB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"
