"""Write the version where it stands: `python -m scripts.set_version 0.2.0`; without one, write the package's everywhere.

Its one place is `__version__` in stream/__init__.py. What cannot read it there repeats it: the image's tag in each
kustomization.yaml, and schemas/asyncapi.json, which `scripts.build_asyncapi` makes.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
_OURS: Final = re.compile(r'^(__version__ = ")([^"]+)(")$', re.MULTILINE)
_TAG: Final = re.compile(r"^(\s*newTag: )(\S+)()$", re.MULTILINE)
# As PEP 440 has releases and their candidates, which is what an image's tag can hold too.
_FORM: Final = re.compile(r"\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?")


def tags(root: Path = ROOT) -> dict[Path, str]:
    """The tag of the image in every kustomization.yaml that names one."""
    found = {
        path: _TAG.search(path.read_text())
        for path in sorted((root / "stream" / "ops").rglob("kustomization.yaml"))
    }
    return {path: tag.group(2) for path, tag in found.items() if tag is not None}


def write(version: str, root: Path = ROOT) -> list[Path]:
    """Write a version into the package and every tag; which files have changed."""
    package = root / "stream" / "__init__.py"
    return [
        path for path in (package, *tags(root)) if _wrote(path, _OURS if path == package else _TAG, version)
    ]


def of_package(root: Path = ROOT) -> str:
    """The version that stands in the package."""
    found = _OURS.search((root / "stream" / "__init__.py").read_text())
    return found.group(2) if found is not None else ""


def _wrote(path: Path, pattern: re.Pattern[str], version: str) -> bool:
    before = path.read_text()
    after = pattern.sub(rf"\g<1>{version}\g<3>", before)
    path.write_text(after)
    return before != after


def main() -> None:
    """Write the version given, or the package's own, and say where; ends with 1 where it is none."""
    version = sys.argv[1] if len(sys.argv) > 1 else of_package()
    if not _FORM.fullmatch(version):
        sys.exit(f"{version!r} is no version: write it as in 0.2.0 or 0.2.0rc1")
    for path in write(version):
        print(f"wrote {version} into {path.relative_to(ROOT)}")
    print("now run python -m scripts.build_asyncapi, and date the heading in CHANGELOG.md")


if __name__ == "__main__":
    main()
