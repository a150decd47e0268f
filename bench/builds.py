"""Builds of ours as contenders: their names, where they are, and how a worker of each is started."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from stream.demo.worker_process import Running, started_worker
from stream.kafka.embedded_broker import LOOPBACK

WORKER_LOG: Final = "worker.log"
RULES: Final = "-rules"  # the end of a contender's name whose tagger is the rules'
THREADLESS: Final = "-threadless"  # the end of the name of one with threads off


@dataclass(frozen=True, slots=True)
class Build:
    """A build under a name; `tagger` is the worker's setting, and with `threadless` its threads are off.

    `checkout` is a folder with the build's `.venv` in it, None for the environment that runs the bench. Of another
    build its command alone is used: its modules may stand elsewhere than ours.
    """

    name: str
    checkout: Path | None = None
    tagger: str = "learned"
    threadless: bool = False

    @property
    def command(self) -> Path:
        """Its `newswire`."""
        folder = Path(sys.executable).parent if self.checkout is None else self.checkout / ".venv" / "bin"
        return folder / "newswire"

    @property
    def sources(self) -> Path:
        """The folder in which its `stream` is."""
        return Path(__file__).resolve().parent.parent if self.checkout is None else self.checkout

    def started(
        self, variables: Mapping[str, str], folder: Path, port: int
    ) -> AbstractContextManager[Running]:
        """A worker of it, not waited for; its data and its log, `worker.log`, in a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        own = {
            "NEWSWIRE_DATA_DIR": str(folder / "data"),
            "NEWSWIRE_WEB_HOST": LOOPBACK,
            "NEWSWIRE_WEB_PORT": str(port),
            "NEWSWIRE_TAGGER": self.tagger,
            "NEWSWIRE_LOG_FORMAT": "json",
            **({"NEWSWIRE_THREADS": "false"} if self.threadless else {}),
        }
        command = [str(self.command), "worker"]
        return started_worker(command, {**variables, **own}, f"http://{LOOPBACK}:{port}", folder / WORKER_LOG)


def build_of(text: str) -> Build:
    """A build from `NAME=PATH`, or from `PATH`, whose last folder is the name.

    Raises:
        ValueError: there is no build at the path.
    """
    name, equals, path = text.rpartition("=")
    checkout = Path(path).resolve()
    build = Build(name if equals else checkout.name, checkout)
    if not build.name or not build.command.is_file():
        msg = (
            f"{text}: {build.command} is not there; name a checkout in which `make install` ran, as NAME=PATH"
        )
        raise ValueError(msg)
    return build


def surroundings(broker: str, prefix: str, clock: str = "wall") -> dict[str, str]:
    """The environment of a worker on a broker: a build's own settings but for these, whatever the bench was started with."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("NEWSWIRE_") and name != "PYTHONPATH"
    }
    return {
        **kept,
        "NEWSWIRE_BROKER": broker,
        "NEWSWIRE_GROUP": prefix,
        "NEWSWIRE_TOPIC_PREFIX": prefix,
        "NEWSWIRE_CLOCK": clock,
    }
