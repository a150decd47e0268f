"""What docstrings and comments point to is there: a reader who follows a name of ours finds it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
NAMED = re.compile(r"`(stream(?:\.[A-Za-z_]\w*)+)`|\b((?:stream|tests|scripts|bench)(?:/\w+)+\.\w+)\b")


def is_there(dotted: str) -> bool:
    """Whether a dotted name is a package, a module, or stands in one."""
    folder, rest = ROOT, dotted.split(".")
    while rest and (folder / rest[0]).is_dir():
        folder /= rest.pop(0)
    if not rest:
        return True
    module = folder / f"{rest[0]}.py"
    if not module.is_file():
        module, rest = folder / "__init__.py", ["", *rest]
    text = module.read_text()
    return all(
        re.search(rf'(?:def|class) {name}\b|^ *{name}\b *[:=]|"{name}"', text, re.MULTILINE)
        for name in rest[1:]
    )


def test_a_place_that_is_not_there_is_seen() -> None:
    """Packages, modules and what stands in them; neither a module that is gone nor a name that is."""
    assert is_there("stream.kafka.consumer.Consumer")
    assert is_there("stream.kafka")
    assert not is_there("stream.dedup.sketch")
    assert not is_there("stream.kafka.consumer.Ledgerdemain")


def test_every_place_named_is_there() -> None:
    """By dotted name or by path, in code of the package."""
    gone = []
    for path in sorted((ROOT / "stream").rglob("*.py")):
        for dotted, file in NAMED.findall(path.read_text()):
            if (dotted and not is_there(dotted)) or (file and not (ROOT / file).exists()):
                gone.append(f"{path.relative_to(ROOT)}: {dotted or file}")
    assert [] == gone
