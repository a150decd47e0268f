"""Checks of this machine, without a broker: versions, codecs, lexicon, tagger, web port."""

from __future__ import annotations

import platform
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Final

import orjson
import xxhash
from packaging.requirements import Requirement

from stream import __version__
from stream.config.settings import Settings
from stream.doctor.lines import DoctorLine, error, ok, warning
from stream.kafka import compression
from stream.model.errors import StopError
from stream.tagging.lexicon.artefact import LEXICON_FILE
from stream.tagging.lexicon.lexicon import Lexicon
from stream.tagging.tiers import proposer
from stream.worker.web.port import require_web_port

DISTRIBUTION: Final = "newswire-stream"
PACKAGES_SHOWN: Final = (
    "faust-streaming",
    "aiokafka",
    "rocksdict",
)  # the first packages that a fault report needs
ASK_SECONDS: Final = 5.0


def versions() -> DoctorLine:
    """The program, Python, and every library that it needs, held against what it says it needs."""
    installed = {name: _version(name) for name in _required()}
    return judge_packages(metadata.requires(DISTRIBUTION) or (), installed)


def judge_packages(required: Iterable[str], installed: Mapping[str, str | None]) -> DoctorLine:
    """Hold what is installed against what is required, extras left out; None for what is not there."""
    wrong = []
    for text in required:
        requirement = Requirement(text)
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        found = installed.get(requirement.name)
        if found is None:
            wrong.append(f"{requirement.name} is missing")
        elif not requirement.specifier.contains(found, prereleases=True):
            wrong.append(f"{requirement.name} is {found}, {requirement.specifier} is needed")
    ours = f"newswire-stream {__version__} on Python {platform.python_version()}"
    if wrong:
        return error("versions", f"{ours}: {'; '.join(wrong)}", "install from requirements/runtime.txt")
    beside = ", ".join(f"{name} {installed.get(name)}" for name in PACKAGES_SHOWN)
    return ok("versions", f"{ours}, {beside}")


def codecs() -> DoctorLine:
    """What producers compress with can be decompressed: each codec is tried."""
    missing = compression.missing()
    if missing:
        said = f"batches compressed with {', '.join(missing)} cannot be read: a worker stops at the first"
        return error("codecs", said, "install from requirements/runtime.txt")
    return ok("codecs", f"batches compressed with {', '.join(compression.CODECS.values())} can be read")


def lexicon(path: Path | None = None) -> DoctorLine:
    """The conflict lexicon loads; its version is a digest of its bytes."""
    try:
        loaded = Lexicon.load(path)
    except StopError as stopped:
        said, _, way_out = str(stopped).partition(". ")
        return error("lexicon", said, way_out)
    return ok("lexicon", f"{len(loaded.forms)} names and terms, version {_digest(path or LEXICON_FILE)}")


def tagger(tier: str) -> DoctorLine:
    """The tagging tier that NEWSWIRE_TAGGER names loads: its model, or spaCy with its pipeline."""
    try:
        proposer(tier)
    except StopError as stopped:
        said, _, way_out = str(stopped).partition(". ")
        return error("tagger", said, way_out)
    return ok("tagger", f"NEWSWIRE_TAGGER={tier} loads")


def web(settings: Settings) -> DoctorLine:
    """The web port is free for a worker, or a worker has it."""
    host, port = settings.web_host, settings.web_port
    try:
        require_web_port(host, port)
    except StopError as stopped:
        here = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - asked, not bound
        said = _worker_says(f"http://{here}:{port}/readyz")
        if said is None:
            what, _, way_out = str(stopped).rpartition(": ")
            return error("web port", what, way_out)
        if said:
            missing = "; ".join(said)
            return warning(
                "web port", f"a worker answers on {host}:{port} and is not ready: {missing}", "see its log"
            )
        return ok("web port", f"a worker answers on {host}:{port} and is ready")
    if not port:
        return ok("web port", f"NEWSWIRE_WEB_PORT=0: a worker takes any free port of {host}, and says which")
    return ok("web port", f"{host}:{port} is free for a worker")


def _worker_says(address: str) -> list[str] | None:
    """What the worker at this address says it is missing; None if no worker answers."""
    try:
        with urllib.request.urlopen(address, timeout=ASK_SECONDS) as answer:  # noqa: S310 - our own web port
            body = answer.read()
    except urllib.error.HTTPError as answer:
        body = answer.read()
    except (OSError, ValueError):
        return None
    try:
        missing = orjson.loads(body)["missing"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return None
    return [str(each) for each in missing] if isinstance(missing, list) else None


def _required() -> list[str]:
    return [Requirement(text).name for text in metadata.requires(DISTRIBUTION) or ()]


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _digest(path: Path) -> str:

    return xxhash.xxh3_64_hexdigest(path.read_bytes())[:12]
