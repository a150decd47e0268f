"""What docstrings and comments point to is there: a reader who follows a name of ours finds it."""

from __future__ import annotations

import re
from functools import cache
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


PAGES = (
    *(
        ROOT / name
        for name in ("ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "README.md")
    ),
    *sorted((ROOT / "docs").rglob("*.md")),
)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)\s]*)?\)")
_PATH = re.compile(
    r"(?:[\w.-]+/)*[\w-]+\.(?:py|c|md|tsv|txt|toml|yaml|yml|jinja|sh|css|js|bin|jsonl)|(?:[\w.-]+/)+"
)
_MODULE = re.compile(r"python -m ((?:scripts|bench|tests)(?:\.\w+)*)")
# A path from the top is meant as it stands; any other is told from where its page is at, so its end must be that of a path.
_TOP = ("stream", "tests", "scripts", "bench", "docs", "schemas")
# Files of a reader's own, a name with a blank in it, and one that a page of history tells about.
OF_READERS = frozenset({"day.jsonl", "wires/", "gazetteer/data/LANG.bin", "LANG.bin"})


def paths_named(text: str) -> set[str]:
    """The files and folders of ours that a page names: in code marks (without their options), and by links."""
    code = {word for each in _CODE.findall(text) for word in each.split() if _PATH.fullmatch(word)}
    return (code | set(_LINK.findall(text))) - OF_READERS


@cache
def tree() -> frozenset[str]:
    """The ends of all paths of the repository: of `stream/model/tags.py` also `model/tags.py` and `tags.py`."""
    paths = [path for top in _TOP for path in (ROOT / top).rglob("*") if "node_modules" not in path.parts]
    parts = [path.relative_to(ROOT).parts for path in (*paths, *ROOT.glob("*"), *ROOT.glob(".*/*"))]
    return frozenset("/".join(each[at:]) for each in parts for at in range(len(each)))


def is_a_path(path: str, page: Path) -> bool:
    """Whether what a page names is there."""
    if (page.parent / path).exists():
        return True
    return (ROOT / path).exists() if path.partition("/")[0] in _TOP else path.rstrip("/") in tree()


def missing(page: Path) -> list[str]:
    """The paths and modules that a page names and that are not there."""
    text = page.read_text()
    paths = [path for path in sorted(paths_named(text)) if not is_a_path(path, page)]
    modules = [name for name in sorted(set(_MODULE.findall(text))) if not is_there(name)]
    return [f"{page.relative_to(ROOT)}: {name}" for name in (*paths, *modules)]


def test_every_path_that_a_page_names_is_there() -> None:
    """In the pages for those who carry this on, the changelog and docs."""
    assert [] == [name for page in PAGES for name in missing(page)]


def test_a_path_that_has_moved_is_seen() -> None:
    """A file, a folder, a link and a module; with an option behind it, too."""
    page = ROOT / "docs" / "library.md"
    said = "`stream/intake/marks.tsv` `worker/nowhere/` [here](gone.md#part) `python -m scripts.not_there --now` `tests/readme.py` `worker/web/`"
    found = paths_named(said)
    assert found == {
        "stream/intake/marks.tsv",
        "worker/nowhere/",
        "gone.md",
        "tests/readme.py",
        "worker/web/",
    }
    assert {path for path in found if is_a_path(path, page)} == {"tests/readme.py", "worker/web/"}
    assert _MODULE.findall(said) == ["scripts.not_there"]
