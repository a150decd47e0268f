"""What is forked from a process that has all imports is, to a test, what Python would have started."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import orjson
import pytest

from tests.warm_start import ran, started

HERE = "tests.test_warm_start"


def test_it_has_the_arguments_environment_folder_and_exit_code_of_its_order(tmp_path: Path) -> None:
    """Nothing of another's, and standard output and standard error apart."""
    environment = {"PATH": os.environ["PATH"], "ONLY": "this", "TZ": "Asia/Tokyo"}
    done = ran(HERE, "say", "two words", environment=environment, timeout=60, folder=tmp_path)
    assert (3, b"said\n") == (done.returncode, done.stderr)
    told = orjson.loads(done.stdout)
    assert told.pop("parent") == os.getpid()
    assert told.pop("chance") != random.Random(0).random()  # noqa: S311 - what everyone would have
    assert told == {
        "arguments": ["say", "two words"],
        "environment": environment,
        "folder": str(tmp_path),
        "name": "__main__",
        "zone": "JST",
        "threads": 1,
    }


def test_no_two_have_the_same_chance(tmp_path: Path) -> None:
    """What they choose by `random` is not what the process chose from that they were forked from."""
    done = [ran(HERE, "say", environment=os.environ, timeout=60, folder=tmp_path) for _ in range(2)]
    first, second = (orjson.loads(one.stdout)["chance"] for one in done)
    assert first != second


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_it_ends_by_a_signal_as_a_child_of_ours(tmp_path: Path, number: signal.Signals) -> None:
    """Whoever sent it: the test sees by which, and that it ran until then."""
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = started(HERE, ["wait"], os.environ, out, out)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.1)
        assert process.poll() is None
        os.kill(process.pid, number)
        assert process.wait(60) == -number
        assert process.poll() == -number
        process.kill()  # nothing, where it has ended


def test_one_that_takes_too_long_is_killed() -> None:
    """The time is that of the caller, as ever."""
    with pytest.raises(subprocess.TimeoutExpired):
        ran(HERE, "wait", environment=os.environ, timeout=0.2)


def test_an_error_is_told_as_python_tells_it() -> None:
    """A traceback on standard error, and 1."""
    done = ran(HERE, "raise", environment=os.environ, timeout=60)
    assert (1, b"") == (done.returncode, done.stdout)
    assert done.stderr.splitlines()[0] == b"Traceback (most recent call last):"
    assert done.stderr.splitlines()[-1] == b"ValueError: no"


def _main() -> None:
    tasks = Path("/proc/self/task")  # of Linux
    told = {
        "arguments": sys.argv[1:],
        "environment": dict(os.environ),
        "folder": str(Path.cwd()),
        "name": __name__,
        "zone": time.tzname[0],
        "threads": len(list(tasks.iterdir())) if tasks.is_dir() else 1,
        "parent": os.getppid(),
        "chance": random.random(),  # noqa: S311 - no secret
    }
    if sys.argv[1] == "wait":
        signal.pause()
    if sys.argv[1] == "raise":
        msg = "no"
        raise ValueError(msg)
    sys.stdout.write(orjson.dumps(told).decode())
    sys.stderr.write("said\n")
    sys.exit(3)


if __name__ == "__main__":
    _main()
