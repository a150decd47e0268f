"""A real browser for the status page: Debian's Chromium without a window, once for each look."""

from __future__ import annotations

import shutil
import struct
import subprocess
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

# It asks nobody but the page's server, keeps nothing, and may be run by root.
_ALONE: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
)  # fmt: skip
LOOK_SECONDS: Final = 90.0  # a bound: a look takes two


class Size(NamedTuple):
    """Of a window, in pixels."""

    width: int
    height: int


def missing() -> list[str]:
    """What must be installed for it."""
    return [] if shutil.which("chromium") else ["chromium"]


def dom(address: str, *, seconds: int = 0) -> str:
    """The page's document after so many seconds of the browser's own time, which passes as fast as it can."""
    spent = (f"--virtual-time-budget={seconds * 1000}",) if seconds else ()
    return _run(address, "--dump-dom", *spent).decode()


def screenshot(address: str, size: Size, path: Path) -> Size:
    """A picture of the page in a window of that size, as PNG; the picture's size as it says itself."""
    _run(address, f"--screenshot={path}", f"--window-size={size.width},{size.height}")
    head = path.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    return Size(*struct.unpack(">II", head[16:24]))


def _run(address: str, *options: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as folder:
        command = ["chromium", *_ALONE, f"--user-data-dir={folder}", *options, address]
        done = subprocess.run(command, capture_output=True, timeout=LOOK_SECONDS, check=True)
    return done.stdout
