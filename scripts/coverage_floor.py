"""Hold the coverage that `make test` has measured to its floor, which only rises.

python scripts/coverage_floor.py

The floor is `fail_under` in pyproject.toml. Less is an error; so is clearly more, until the floor is raised to it. So is a floor
that is lower than where the branch began (its merge base with main; on main itself the commit before), where git knows that.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

from coverage import Coverage

# How far the measure may be above the floor: it has moved by two points with what a machine has to run (the quality data).
SLACK: Final = 3.0
# Where main is: as the remote has it, else as the checkout has.
_MAINS: Final = ("origin/main", "main")


def verdict(total: float, floor: float) -> str:
    """What is wrong with a coverage, in percent, "" where nothing is."""
    if total < floor:
        return f"coverage fell to {total:.1f} %, below its floor of {floor:.1f} %: test what is new"
    if total >= floor + SLACK:
        raised = int(2 * (total - SLACK / 2)) / 2
        return f"coverage is {total:.1f} %: raise its floor from {floor:.1f} (fail_under in pyproject.toml) to {raised:.1f}"
    return ""


def fallen(floor: float, before: float | None) -> str:
    """What is wrong with a floor, given the one where the branch began (None: nobody knows); "" where nothing is."""
    if before is None or floor >= before:
        return ""
    return f"the floor of coverage fell from {before:.1f} to {floor:.1f} (fail_under in pyproject.toml): test what is new instead"


def floor_in(pyproject: str) -> float | None:
    """The floor that a pyproject.toml has, None where it has none or is no TOML."""
    try:
        written = tomllib.loads(pyproject)["tool"]["coverage"]["report"]["fail_under"]
    except (tomllib.TOMLDecodeError, KeyError):
        return None
    return float(written)


def floor_before(root: Path) -> float | None:
    """The floor where the branch began; None without git, without its history (an archive, a shallow clone) or a floor there."""
    head = _git(root, "rev-parse", "HEAD")
    base = next(filter(None, (_git(root, "merge-base", "HEAD", name) for name in _MAINS)), "")
    if not base:
        return None
    found = _git(root, "show", f"{f'{base}~1' if base == head else base}:pyproject.toml")
    return floor_in(found)


def _git(root: Path, *words: str) -> str:
    """What git answers, "" where it does not."""
    git = shutil.which("git")
    if git is None:
        return ""
    # Our own words and no shell.
    ran = subprocess.run([git, "-C", str(root), *words], capture_output=True, text=True, check=False)  # noqa: S603 - as above
    return ran.stdout.strip() if ran.returncode == 0 else ""


def main() -> None:
    """Read the data of the last run and say the total; ends with 1 where something is wrong."""
    measured = Coverage()
    measured.load()
    said = io.StringIO()
    total = measured.report(file=said, show_missing=False)
    floor: float = measured.get_option("report:fail_under")  # type: ignore[assignment] # a float in our file
    wrong = fallen(floor, floor_before(Path(__file__).parent.parent)) or verdict(total, floor)
    print(f"coverage {total:.1f} % of intake, model, config and notify")
    if wrong:
        print(said.getvalue())
        sys.exit(wrong)


if __name__ == "__main__":
    main()
