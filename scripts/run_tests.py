"""Run the tests; those that wait for other processes and failed beside others run once more by themselves.

python scripts/run_tests.py [options of pytest]

Tests with brokers, browsers and servers give them a bounded time, and a busy machine can take longer. What failed is printed
as ever. What fails again is red; what does not is named in the last line, so that nothing is hidden. Nothing else gets a second
try: no test of pure code, and none marked `once`, for which a fault seen a single time is a fault.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import orjson
import pytest

# The marks of tests that wait for processes that are not ours (pyproject.toml).
WAITING: Final = ("broker", "chromium", "postgres", "prometheus", "apache", "node")
SECOND_TRY: Final = f"({' or '.join(WAITING)}) and not once"
# More than these is no busy machine but a fault in what all of them use; and the run should end.
MOST: Final = 5


def pytest_run(cache: Path, options: list[str]) -> int:
    """The exit code of a pytest of its own that notes in `cache` what failed."""
    command = [sys.executable, "-m", "pytest", "-o", f"cache_dir={cache}", *options]
    return subprocess.run(command, check=False).returncode


def failed_of(cache: Path) -> list[str]:
    """The ids of the tests that failed in the run that `cache` is of, in order."""
    noted = cache / "v" / "cache" / "lastfailed"
    return sorted(orjson.loads(noted.read_bytes())) if noted.exists() else []


def run(options: list[str], cache: Path) -> int:
    """The exit code of the tests, after a second try of those that may have one."""
    code = pytest_run(cache, options)
    failed = failed_of(cache)
    if code != pytest.ExitCode.TESTS_FAILED or not failed or len(failed) > MOST:
        return code
    again = pytest_run(cache, ["-m", SECOND_TRY, *failed])
    left = failed_of(cache)
    if again == pytest.ExitCode.OK and not left:
        print("unsteady: failed beside others (printed above) and passed alone: " + ", ".join(failed))
        return 0
    print("failed: " + ", ".join(left or failed))
    return code


def main() -> None:
    """Run the tests; ends with pytest's exit code."""
    with tempfile.TemporaryDirectory(prefix="newswire-tests-") as folder:
        sys.exit(run(sys.argv[1:], Path(folder)))


if __name__ == "__main__":
    main()
