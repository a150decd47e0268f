"""The README's pictures of the desk are there, and small."""

from __future__ import annotations

import re
from pathlib import Path

from scripts.desk_pictures import PICTURES, TARGET

ROOT = Path(__file__).parent.parent.parent
MOST = 130_000  # bytes of one: a README is read on trains, too


def test_each_picture_is_shown_and_small() -> None:
    """Those that the command takes and no others; desk and phone, light and dark."""
    shown = re.findall(r"\(docs/pictures/([a-z-]+\.webp)\)", (ROOT / "README.md").read_text())
    files = {file.name: file.stat().st_size for file in TARGET.iterdir()}
    assert sorted(shown) == sorted(files) == sorted(f"{each.name}.webp" for each in PICTURES)
    assert [] == [name for name, size in files.items() if size > MOST]
    assert {"light", "dark"} == {each.scheme for each in PICTURES}


def test_each_is_a_picture() -> None:
    """WebP, as its first bytes say."""
    for file in TARGET.iterdir():
        head = file.read_bytes()[:12]
        assert (b"RIFF", b"WEBP") == (head[:4], head[8:])
