"""The jars of Apache Kafka: copied from Maven Central into a cache, once for each content of pom.xml."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from stream.model.errors import StopError

POM = Path(__file__).with_name("pom.xml")
VERSION = "4.1.0"  # for the folder's name; tests/apache/test_jars.py holds it against the pom


def folder(pom: Path = POM) -> Path:
    """Where the jars of a pom.xml are kept: XDG_CACHE_HOME, or ~/.cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    digest = hashlib.sha256(pom.read_bytes()).hexdigest()[:12]
    return cache / "newswire-stream" / f"kafka-{VERSION}-{digest}"


def missing_tools() -> list[str]:
    """The programs that Apache Kafka needs here and that are not installed; Maven only until the jars are there."""
    needed = ("java", "openssl") if folder().is_dir() else ("java", "openssl", "mvn")
    return [name for name in needed if shutil.which(name) is None]


def fetch() -> Path:
    """The folder of the jars; the first call of a machine lets Maven copy them, checksums verified.

    Raises:
        StopError: Maven failed, with what it said.
    """
    target = folder()
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    # Copied beside and renamed: the cache holds all of them or none, and two runs at once do not mix.
    with tempfile.TemporaryDirectory(dir=target.parent) as made:
        own = Path(made) / "lib"
        command = ["mvn", "--quiet", "--batch-mode", "--strict-checksums", "--file", str(POM)]
        copied = subprocess.run(
            [*command, "dependency:copy-dependencies", f"-DoutputDirectory={own}"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if copied.returncode:
            msg = f"Maven could not copy Apache Kafka ({POM}): {copied.stdout[-2000:]}{copied.stderr[-2000:]}"
            raise StopError(msg)
        try:
            own.rename(target)
        except OSError:
            if not target.is_dir():  # else another run was quicker, and has the same
                raise
    return target
