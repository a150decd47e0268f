"""Worker processes that are killed and come back, each with a data folder and a log of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Final

from stream.config.settings import Settings
from stream.demo.worker_process import settings_variables
from stream.kafka.embedded_broker import LOOPBACK, free_port
from stream.model.errors import StopError
from tests.chaos.lives import Life, lives
from tests.warm_start import started

WORKER: Final = ("stream", "worker")
READY_SECONDS: Final = 45.0  # then it is killed as it stands: a rebalance among the dying can take long
POLL_SECONDS: Final = 0.05
STOP_SECONDS: Final = 20.0
AGAIN_SECONDS: Final = 4.0  # after it ended by itself, as whoever watches over a worker would wait
# A broker that is down ends a starting worker a few times; more is a worker that cannot start at all.
ENDS_IN_A_ROW: Final = 30


class Kills:
    """How many kills are left to give and were given, and whether they are held back for now."""

    def __init__(self, wanted: int) -> None:
        self._left = wanted
        self._changed = asyncio.Condition()
        self._held = False
        self.given = 0

    def take(self) -> bool:
        """Claim one; False when none is left."""
        self._left -= 1
        return self._left >= 0

    async def gave(self) -> None:
        """Count one."""
        async with self._changed:
            self.given += 1
            self._changed.notify_all()

    async def reached(self, count: int) -> None:
        """Wait until so many were given."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.given >= count)

    @contextlib.asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Nobody is killed for the length of the block."""
        self._held = True
        try:
            yield
        finally:
            async with self._changed:
                self._held = False
                self._changed.notify_all()

    async def allowed(self) -> None:
        """Wait while kills are held back."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._held)


class Worker:
    """One worker over all its lives.

    Args:
        number: which one; its lives follow from it and the seed.
        settings: as of every worker; data folder and web port are its own.
        folder: where its data and its log go.
        command: the module that Python runs, and its arguments.
        say: takes a line about what happens.
    """

    def __init__(
        self,
        number: int,
        settings: Settings,
        folder: Path,
        command: tuple[str, ...],
        say: Callable[[str], None],
    ) -> None:
        self._number = number
        self._data = folder / f"data-{number}"
        self.log = folder / f"worker-{number}.log"
        self._settings = settings.model_copy(
            update={"data_dir": self._data, "web_port": free_port(LOOPBACK), "web_host": LOOPBACK}
        )
        self._command = command
        self._say = say
        self._ended_alone = 0

    async def live(self, seed: int, kills: Kills) -> None:
        """Live and be killed while there are kills to give.

        Raises:
            StopError: it ends by itself whenever it is started.
        """
        for life in lives(seed, self._number):
            if not kills.take():
                return
            await self._one(life, kills)
            await kills.gave()
            self._say(f"kill {kills.given}: worker {self._number}{' and its disk' if life.wiped else ''}")
            if life.wiped:
                shutil.rmtree(self._data, ignore_errors=True)
            await asyncio.sleep(life.rest)

    async def stay(self) -> None:
        """Live until cancelled, started again when it ends by itself; stopped in order at last.

        Raises:
            StopError: as `live`.
        """
        self._ended_alone = 0
        while True:
            process = self._start()
            try:
                await _ended(process)
            except asyncio.CancelledError:
                await _stop(process)
                raise
            self._alone(process)
            await asyncio.sleep(AGAIN_SECONDS)

    async def _one(self, life: Life, kills: Kills) -> None:
        """Start it and kill it when its time has come; one that ends alone before that is started again."""
        self._ended_alone = 0
        while True:
            process = self._start()
            try:
                if await self._reached(process, life, kills):
                    return
            finally:
                if process.poll() is None:
                    process.kill()
                await _ended(process)
            self._alone(process)
            await asyncio.sleep(AGAIN_SECONDS)

    async def _reached(self, process: subprocess.Popen[bytes], life: Life, kills: Kills) -> bool:
        """Wait for its time; False when it ended before."""
        if life.from_ready:
            waiting = asyncio.create_task(self._ready())
            await asyncio.wait([waiting], timeout=READY_SECONDS)
            waiting.cancel()
        try:
            async with asyncio.timeout(life.seconds):
                await _ended(process)
        except TimeoutError:
            await kills.allowed()
        return process.poll() is None

    async def _ready(self) -> None:
        address = f"http://{self._settings.web_host}:{self._settings.web_port}/readyz"
        while not await asyncio.to_thread(_answers, address):  # noqa: ASYNC110 - another process, it sets no event
            await asyncio.sleep(POLL_SECONDS)

    def _start(self) -> subprocess.Popen[bytes]:
        module, *arguments = self._command
        with self.log.open("ab") as out:
            return started(module, arguments, {**os.environ, **settings_variables(self._settings)}, out, out)

    def _alone(self, process: subprocess.Popen[bytes]) -> None:
        self._ended_alone += 1
        lines = " | ".join(self.log.read_text(errors="replace").splitlines()[-3:])
        said = f"worker {self._number} ended by itself with {process.returncode}: {lines}"
        self._say(said)
        if self._ended_alone == ENDS_IN_A_ROW:
            msg = f"{said} (the {ENDS_IN_A_ROW}th time in a row). See {self.log}."
            raise StopError(msg)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own loopback address
            return True
    except (urllib.error.URLError, OSError):
        return False


async def _ended(process: subprocess.Popen[bytes]) -> None:
    """Wait until it is gone."""
    while process.poll() is None:  # noqa: ASYNC110 - another process, it sets no event
        await asyncio.sleep(POLL_SECONDS)


async def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await _ended(process)
        except TimeoutError:
            process.kill()
            await _ended(process)
