"""An authority, and what it signed: made anew for each Kafka, so no key is kept anywhere and none expires."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from stream.model.errors import StopError

DAYS = "2"  # they outlive no test run
CURVE = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]  # no second spent on RSA primes


@dataclass(frozen=True, slots=True)
class Certificates:
    """PEM files: the authority, the broker's key and chain in one (as Kafka wants them), the client's in two."""

    authority: Path
    broker: Path
    client: Path
    client_key: Path


def make(folder: Path) -> Certificates:
    """An authority of its own in `folder`, a broker's certificate for 127.0.0.1, and a client's.

    Raises:
        StopError: openssl failed, with what it said.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _openssl(
        folder, "req", "-x509", *CURVE, "-days", DAYS, "-subj", "/CN=Test Authority", *_files("authority")
    )
    _signed(folder, "broker", "subjectAltName=IP:127.0.0.1")
    _signed(folder, "client", "extendedKeyUsage=clientAuth")
    (folder / "keystore.pem").write_bytes(
        (folder / "broker.key").read_bytes() + (folder / "broker.pem").read_bytes()
    )
    return Certificates(
        folder / "authority.pem", folder / "keystore.pem", folder / "client.pem", folder / "client.key"
    )


def _signed(folder: Path, name: str, extension: str) -> None:
    authority = ["-CA", "authority.pem", "-CAkey", "authority.key"]
    asked = ["-subj", f"/CN={name}", "-addext", "basicConstraints=CA:FALSE", "-addext", extension]
    _openssl(folder, "req", "-x509", *CURVE, "-days", DAYS, *authority, *asked, *_files(name))


def _files(name: str) -> list[str]:
    return ["-keyout", f"{name}.key", "-out", f"{name}.pem"]


def _openssl(folder: Path, *arguments: str) -> None:
    done = subprocess.run(
        ["openssl", *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        msg = f"openssl {arguments[0]} failed: {done.stderr}"
        raise StopError(msg)
