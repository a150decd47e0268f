"""A PostgreSQL of its own for a test: Debian's programs, a folder, a socket in it and no port."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

# initdb refuses to run as root; Debian's package brings this user.
_USER: Final = "postgres"


def programs() -> Path | None:
    """The folder of the newest server's programs, None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    return found[-1].parent if found else None


def missing() -> list[str]:
    """What must be installed for it."""
    return [] if programs() else ["postgresql"]


def _run(folder: Path, arguments: list[str]) -> None:
    """Run one of its programs as the user that it may run as."""
    whole = ["runuser", "-u", _USER, "--", *arguments] if os.getuid() == 0 else arguments
    subprocess.run(whole, check=True, stdout=subprocess.DEVNULL, cwd=folder)


@contextmanager
def server() -> Iterator[Path]:
    """A running server; what comes is the folder of its socket. It and its data are gone afterwards."""
    found = programs()
    assert found is not None
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    try:
        if os.getuid() == 0:
            user = pwd.getpwnam(_USER)
            os.chown(folder, user.pw_uid, user.pw_gid)
        data = str(folder / "data")
        made = [str(found / "initdb"), "-D", data, "-A", "trust", "-U", "desk", "-E", "UTF8", "--no-sync"]
        _run(folder, made)
        control = [str(found / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log")]
        _run(folder, [*control, "-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "start"])
        try:
            yield folder
        finally:
            _run(folder, [*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder)


def psql(folder: Path, statements: str, **variables: str) -> list[str]:
    """Run statements; the lines of what they select. Stops at the first error."""
    named = [f"--set={name}={value}" for name, value in variables.items()]
    done = subprocess.run(
        [
            "psql",
            "-h",
            str(folder),
            "-U",
            "desk",
            "-d",
            "postgres",
            "-X",
            "-q",
            "-A",
            "-t",
            "--set=ON_ERROR_STOP=1",
            *named,
        ],
        input=statements,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
