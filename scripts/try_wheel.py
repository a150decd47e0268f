"""Try what is shipped: a wheel from a fresh clone, in an empty environment, runs `newswire demo`.

python scripts/try_wheel.py

Takes what is committed, not what lies in the work tree. The dependencies come from the package index; with `CC=none` the
core is not compiled. Ends as the demo does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent


def run(*command: str | Path, folder: Path) -> None:
    """Run a command there; its failure is ours.

    Raises:
        SystemExit: with the command's own code.
    """
    # Nothing of this checkout or its environment: what the wheel lacks must be missed.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=folder, env=environment, check=False)  # noqa: S603 - commands of this file
    if done.returncode:
        sys.exit(done.returncode)


def main() -> None:
    """Clone, build, install, run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("git", "clone", "--quiet", ROOT, folder / "clone", folder=folder)
        options = ("--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder / "wheel")
        run(sys.executable, "-m", "pip", "wheel", *options, folder / "clone", folder=folder)
        (wheel,) = (folder / "wheel").glob("*.whl")
        print(f"built {wheel.name}")
        venv.create(folder / "empty", with_pip=True)
        python = folder / "empty" / "bin" / "python"
        run(python, "-m", "pip", "install", "--quiet", f"{wheel}[broker]", folder=folder)
        run(python.parent / "newswire", "demo", folder=folder)


if __name__ == "__main__":
    main()
