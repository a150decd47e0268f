"""One schedule: workers on a simulated broker under faults that a seed chooses, then quiet, then the account."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextvars import Context
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from random import Random
from typing import Any, Final

import orjson

from stream.config.settings import Settings
from stream.model.articles import Stream
from stream.pipeline.core_rules import dedup_rules
from stream.worker.agents import dedup_agent, intake_agent, tag_agent
from stream.worker.agents.stage_runner import StageRunner
from stream.worker.metrics import Metrics
from stream.worker.tables.prefetch import ReadingAhead
from stream.worker.tables.shard import DEDUP_TABLE
from stream.worker.tables.shards import ROW_BYTES, Shards
from tests.simulation.sim_app import READ, SimApp
from tests.simulation.sim_broker import Appended, Broker, Place
from tests.simulation.sim_clients import Mischief
from tests.simulation.sim_disk import Disk
from tests.simulation.sim_feed import feed
from tests.simulation.sim_loop import EPOCH, OWNER, KilledError, Process, SimLoop, StuckError

MOST_STEPS: Final = 600_000
TROUBLE_SECONDS: Final = (3.0, 9.0)  # simulated: as long as faults come
DONE_SECONDS: Final = 1.5
QUIET_SECONDS: Final = 240.0  # by then everything is judged, tagged and committed
READ_AHEAD_SHARE: Final = 0.7  # of the lives: in the others the thread is not through when the worker joins
FREEZES: Final = (0.5, 2.0, 5.0, 10.0)  # seconds
FREEZES_AT_ROW: Final = (0.5, 4.0, 5.0, 6.0)  # in most the session ends
SPREAD: Final = 2.7  # half of the pauses are none: so the last records come as the trouble ends
DELETED: Final = re.compile(
    r"partition (?P<partition>\d+) of (?P<topic>\S+): offsets (?P<first>\d+) to (?P<last>\d+) were deleted"
)
STOP_SECONDS: Final = 9.0  # as `stream.worker.shutdown`


@dataclass(frozen=True, slots=True)
class Plan:
    """What a seed makes of a schedule.

    `late_rows` is how often a worker stands still with a row in hand, early in a life; `rebuild` how long a shard takes over the rows of a step of its rebuild at most, in seconds.
    """

    partitions: int
    workers: int
    records: int
    batch_records: int
    disorder: float
    late: float
    lost: float
    mischief: Mischief
    troubles: int
    seconds: float
    rebuild: float
    row_bytes: int
    late_rows: float


def plan_of(rng: Random) -> Plan:
    """A plan; every kind of fault is absent from some."""
    some = rng.choice
    return Plan(
        partitions=some((1, 1, 2, 3)),
        workers=some((1, 2, 2, 3)),
        records=rng.randint(6, 20),
        batch_records=some((1, 2, 4, 500)),
        disorder=some((0.0, 0.0, 0.1, 0.5)),
        late=some((0.0, 0.02, 0.1, 0.3)),
        lost=some((0.0, 0.0, 0.01, 0.05)),
        mischief=Mischief(*(some((0.0, 0.0, 0.1, 0.3)) for _ in range(4))),
        troubles=rng.randint(0, 7),
        seconds=rng.uniform(*TROUBLE_SECONDS),
        rebuild=some((0.0, 0.0, 0.3, 2.0)),
        row_bytes=some((ROW_BYTES, ROW_BYTES, 1500)),
        late_rows=some((0.0, 0.3, 0.8)),
    )


class Worker:
    """A worker over its lives: each is a process of its own, its disk stays."""

    def __init__(self, world: World, number: int) -> None:
        self._world = world
        self.number = number
        self.disk = Disk(self._before_a_write)
        self.process = Process("none", dead=True)
        self.app: SimApp | None = None
        self.lives = 0
        self.kill_at_write: int | None = None
        self.kill_at_answer: int | None = None
        self.freeze_at_row: int | None = None
        self.slow_until = 0.0
        self.skew = 0.0
        self.stops: list[BaseException] = []

    @property
    def lives_now(self) -> bool:
        """Whether its process is there."""
        return not self.process.dead

    def start(self) -> None:
        """Begin a life."""
        self.lives += 1
        self.process = Process(f"worker-{self.number}-{self.lives}", skew=self.skew)
        self.app = None
        self.kill_at_write = self.kill_at_answer = self.freeze_at_row = None
        if (
            self._world.loop.now < self._world.plan.seconds
            and self._world.rng.random() < self._world.plan.late_rows
        ):
            self.freeze_at_row = self._world.rng.randrange(3)
        self.process.dawdle = self._dawdle
        context = Context()
        context.run(OWNER.set, self.process)
        self._world.loop.create_task(self._live(), context=context)

    async def _live(self) -> None:
        world = self._world
        try:
            app = self.app = self._new_app()
            await app.start()
            await app._crashed.wait()  # noqa: SLF001 - what Faust's worker waits for
            error = app.crash_reason
        except Exception as raised:  # noqa: BLE001 - a start that fails ends the process, whatever it is
            error = raised
        if error is not None and world.is_of_retention(error):
            world.loop.create_task(world.go_on_without(error), context=Context())
        elif error is not None:
            self.stops.append(error)
        if error is not None:
            world.faults[f"ended by {type(error).__name__}"] += 1
        await self.end()

    def _new_app(self) -> SimApp:
        world, settings = self._world, self._world.settings
        app = SimApp(
            world.conf,
            settings,
            world.broker,
            self.disk,
            self.process.name,
            world.plan.mischief,
            self._sends,
            self._answered,
        )
        ahead = ReadingAhead(dedup_rules(settings), self.disk.open)
        delivery = StageRunner(app, settings, world.metrics)  # type: ignore[arg-type] # in the place of Faust's
        intake_agent.register(app, settings, delivery, wall_time)  # type: ignore[arg-type] # as above
        shards = partial(Shards, row_bytes=world.plan.row_bytes, pause=_pause)
        dedup_agent.register(app, settings, delivery, ahead, wall_time, shards)  # type: ignore[arg-type] # as above
        tag_agent.register(app, settings, delivery, lambda _: world.tagger, wall_time)  # type: ignore[arg-type] # as above
        if world.rng.random() < READ_AHEAD_SHARE:
            self._read_ahead(ahead, app)
        return app

    def _read_ahead(self, ahead: ReadingAhead, app: SimApp) -> None:
        """What the thread would read of the disk, if it were through before the worker has joined."""
        table: Any = app.tables[DEDUP_TABLE]
        store = table.data
        paths = {number: store.partition_path(number) for number in range(self._world.plan.partitions)}
        ahead.read({number: path for number, path in paths.items() if path in self.disk.files})

    async def end(self) -> None:
        """Stop in order, and be gone in time."""
        if self.app is not None:
            stopping = asyncio.ensure_future(self.app.stop())
            await asyncio.wait([stopping], timeout=STOP_SECONDS)
        self.process.kill()

    def told_to_stop(self) -> None:
        """SIGTERM."""
        if self.app is not None and self.lives_now:
            context = Context()
            context.run(OWNER.set, self.process)
            self._world.loop.create_task(self.end(), context=context)

    def _before_a_write(self) -> None:
        if self._world.loop.now < self.slow_until:
            self._world.faults["slow-write"] += 1
            self.process.frozen_until = self._world.loop.now + self._world.rng.uniform(0.05, 1.5)
        if self.kill_at_write is not None:
            self.kill_at_write -= 1
            if self.kill_at_write < 0:
                self._world.faults["killed-at-write"] += 1
                self.process.kill()
                raise KilledError

    def _dawdle(self) -> float:
        return self._world.rng.uniform(0.0, self._world.plan.rebuild)

    def _sends(self, topic: str) -> None:
        if self.freeze_at_row is not None and topic.endswith("-changelog"):
            self.freeze_at_row -= 1
            if self.freeze_at_row < 0:
                self._world.faults["frozen-at-row"] += 1
                self.freeze_at_row = None
                self.process.frozen_until = self._world.loop.now + self._world.rng.choice(FREEZES_AT_ROW)

    def _answered(self, topic: str) -> None:
        _ = topic
        if self.kill_at_answer is not None:
            self.kill_at_answer -= 1
            if self.kill_at_answer < 0:
                self._world.faults["killed-at-answer"] += 1
                self.process.kill()
                raise KilledError


class World:
    """A schedule under way."""

    def __init__(self, seed: str, conf: Any, settings: Settings, metrics: Metrics, tagger: Any) -> None:
        self.rng = Random(seed)  # noqa: S311 - a schedule to play back, no secret
        self.plan = plan_of(self.rng)
        self.faults: Counter[str] = Counter()
        self.loop = SimLoop(self.rng, self.plan.disorder, MOST_STEPS)
        self.broker = Broker(self.loop, self.rng, self.plan.partitions, self.faults)
        bounds = {"partitions": self.plan.partitions, "batch_records": self.plan.batch_records}
        self.settings = settings.model_copy(update=bounds)
        self.conf, self.metrics, self.tagger = conf, metrics, tagger
        self.workers = [Worker(self, number) for number in range(self.plan.workers)]
        self._quiet = False
        self.unfinished = ""
        self.deleted: list[Appended] = []
        # What retention took before it was read, as workers said, and a person had them go on without it.
        self.forgiven: set[tuple[str, int, int]] = set()

    def run(self) -> None:
        """Run to the end."""
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_until_complete(self._run())
        except StuckError as error:
            self.unfinished = str(error)
        finally:
            asyncio.set_event_loop(None)

    async def _run(self) -> None:
        plan, loop = self.plan, self.loop
        self.broker.network.late, self.broker.network.lost = plan.late, plan.lost
        tasks = [loop.create_task(self._keep_up(worker)) for worker in self.workers]
        tasks.append(loop.create_task(self._keep_session()))
        sending = loop.create_task(self._send())
        for at in sorted(self.rng.uniform(0.0, plan.seconds) for _ in range(plan.troubles)):
            await asyncio.sleep(max(at - loop.now, 0.0))
            self._trouble()
        await asyncio.sleep(max(plan.seconds - loop.now, 0.0))
        await sending
        self._calm()
        give_up = loop.now + QUIET_SECONDS
        done_since: float | None = None
        # One who stood still may send the clock once more at the very end: what is left is written twice, or not at all.
        while done_since is None or loop.now < done_since + DONE_SECONDS:
            if loop.now > give_up:
                self.unfinished = f"at {loop.now:.0f} s: {self._open()}"
                return
            await asyncio.sleep(0.5)
            done_since = (done_since or loop.now) if self._done() else None

    async def _keep_up(self, worker: Worker) -> None:
        """Start a worker again whenever it is gone."""
        await asyncio.sleep(self.rng.uniform(0.0, 2.0))
        while True:
            worker.start()
            while worker.lives_now:  # noqa: ASYNC110 - one that is killed sets no event
                await asyncio.sleep(0.4)
            await asyncio.sleep(self.rng.uniform(0.0, 3.0))

    async def _keep_session(self) -> None:
        while True:
            await asyncio.sleep(0.5)
            self.broker.expel_the_silent()

    async def _send(self) -> None:
        raw = self.settings.topic(READ[0])
        records = list(feed(self.rng, EPOCH, self.plan.records))
        for key, value in records:
            place = raw, sum(key) % self.plan.partitions
            self.broker.append(place, [(key, value, ())])
            pause = self.rng.random()
            await asyncio.sleep(0.0 if pause < 0.5 else pause * SPREAD * self.plan.seconds / len(records))

    # Trouble.

    def _trouble(self) -> None:
        worker = self.rng.choice(self.workers)
        trouble = self.rng.choice(TROUBLES)
        trouble(self, worker)

    def _calm(self) -> None:
        network = self.broker.network
        network.late = network.lost = network.away_until = 0.0
        for worker in self.workers:
            worker.kill_at_write = worker.kill_at_answer = worker.freeze_at_row = None
            worker.process.kill_in, worker.process.deaf_until = None, 0.0
            worker.slow_until = worker.skew = worker.process.skew = 0.0

    # The end.

    def _open(self) -> dict[str, tuple[int, int]]:
        return {
            f"{topic}/{number}": (self.broker.committed.get((topic, number), 0), log.end)
            for (topic, number), log in self.broker.logs.items()
            if topic in {self.settings.topic(stream) for stream in READ}
            and self.broker.committed.get((topic, number), 0) < log.end
        }

    def _done(self) -> bool:
        return not self._open() and not self._parked()

    def _parked(self) -> bool:
        waiting: dict[str, set[tuple[int, int]]] = {"parked": set(), "released": set()}
        for record in self.records(Stream.JUDGED):
            fields = orjson.loads(record.value or b"")
            position = fields["position"]
            waiting.get(fields["embargo"], set()).add((position["partition"], position["offset"]))
        return bool(waiting["parked"] - waiting["released"])

    def records(self, stream: Stream) -> Iterator[Appended]:
        """Every record that a topic ever had."""
        topic = self.settings.topic(stream)
        yield from (record for record in self.deleted if record.topic == topic)
        for (name, _), log in sorted(self.broker.logs.items()):
            if name == topic:
                yield from log.records

    def cut(self, place: Place, start: int) -> None:
        """Delete the beginning of a log."""
        log = self.broker.log(place)
        self.deleted += log.records[: start - log.start]
        del log.records[: start - log.start]
        log.start = start

    def is_of_retention(self, error: BaseException) -> bool:
        """Whether a worker ended by what retention took before it was read."""
        found = DELETED.match(str(error))
        return found is not None and int(found["last"]) < self.broker.log(_place_in(found)).start

    async def go_on_without(self, error: BaseException) -> None:
        """What a person does whom a worker has told so: stop all workers and set the group's offset."""
        found = DELETED.match(str(error))
        assert found is not None
        for worker in self.workers:
            worker.process.kill()
        place, first, last = _place_in(found), int(found["first"]), int(found["last"])
        self.forgiven |= {(*place, offset) for offset in range(first, last + 1)}
        self.broker.committed[place] = max(self.broker.committed.get(place, 0), last + 1)


def wall_time() -> datetime:
    """The time of the machine that a worker believes to be on."""
    return datetime.fromtimestamp(time.time(), UTC)


async def _pause(seconds: float) -> None:
    """What a shard does between the rows of a rebuild: real ones have a million times as many."""
    owner = OWNER.get()
    await asyncio.sleep(seconds if owner is None else owner.dawdle())


def _place_in(found: re.Match[str]) -> Place:
    return found["topic"], int(found["partition"])


def _kill(world: World, worker: Worker) -> None:
    if worker.lives_now:
        world.faults["killed"] += 1
        worker.process.kill()


def _kill_soon(world: World, worker: Worker) -> None:
    world.faults["killed-at-step"] += 1
    worker.process.kill_in = world.rng.randrange(4000)


def _kill_at_write(world: World, worker: Worker) -> None:
    worker.kill_at_write = world.rng.randrange(12)


def _kill_at_answer(world: World, worker: Worker) -> None:
    worker.kill_at_answer = world.rng.randrange(8)


def _power(world: World, worker: Worker) -> None:
    if worker.lives_now:
        world.faults["power-lost"] += 1
        worker.process.kill()
        for files in worker.disk.files.values():
            files.forget_last(world.rng.randrange(6))


def _wipe(world: World, worker: Worker) -> None:
    if worker.lives_now:
        world.faults["disk-lost"] += 1
        worker.process.kill()
        worker.disk.files.clear()


def _stop(world: World, worker: Worker) -> None:
    if worker.lives_now:
        world.faults["stopped"] += 1
        worker.told_to_stop()


def _rebalance(world: World, _: Worker) -> None:
    world.faults["rebalance-asked"] += 1
    world.broker.rebalance()


def _freeze(world: World, worker: Worker) -> None:
    world.faults["frozen"] += 1
    worker.process.frozen_until = world.loop.now + world.rng.choice(FREEZES)


def _freeze_at_row(world: World, worker: Worker) -> None:
    """With a batch in hand: by the time that its row goes others have the partition."""
    worker.freeze_at_row = world.rng.randrange(2)


def _deaf(world: World, worker: Worker) -> None:
    world.faults["coordinator-away"] += 1
    worker.process.deaf_until = world.loop.now + world.rng.choice((2.0, 5.0, 8.0))


def _storm(world: World, _: Worker) -> None:
    """One rebalance after the other, some while the recovery of the one before is under way."""
    world.faults["rebalance-storm"] += 1
    for _again in range(world.rng.randint(2, 5)):
        world.broker.later(world.rng.uniform(0.0, 3.0), world.broker.rebalance)


def _away(world: World, _: Worker) -> None:
    world.faults["broker-away"] += 1
    world.broker.network.away_until = world.loop.now + world.rng.choice((0.5, 2.0, 6.0, 15.0))


def _slow(world: World, worker: Worker) -> None:
    world.faults["slow-disk"] += 1
    worker.slow_until = world.loop.now + world.rng.uniform(1.0, 6.0)


def _clock(world: World, worker: Worker) -> None:
    world.faults["clock-jump"] += 1
    worker.skew = worker.process.skew = world.rng.choice((-1, 1)) * world.rng.choice(
        (3.0, 60.0, 3600.0, 40_000.0)
    )


def _retention(world: World, _: Worker) -> None:
    """Kafka deletes what all have read long ago."""
    place, log = world.rng.choice(
        sorted(world.broker.logs.items(), key=lambda item: item[0]) or [(("", 0), None)]
    )
    safe = world.broker.committed.get(place, 0)
    if log is not None and safe > log.start and place[0] in {world.settings.topic(stream) for stream in READ}:
        world.faults["retention"] += 1
        world.cut(place, world.rng.randint(log.start, safe))


def _cut_unread(world: World, _: Worker) -> None:
    """Kafka deletes raw records that nobody has read: the worker that reads on behind them must say so, and not go on.

    Where nothing is committed a group begins where the log does, and nobody can tell.
    """
    for worker in world.workers:
        worker.process.kill()
    world.broker.later(world.rng.uniform(0.3, 3.0), _take_unread, world)


def _take_unread(world: World) -> None:
    place = world.settings.topic(Stream.RAW), world.rng.randrange(world.plan.partitions)
    log, committed = world.broker.log(place), world.broker.committed.get(place)
    if committed is not None and committed + 1 < log.end:
        world.faults["retention-of-unread"] += 1
        world.cut(place, world.rng.randint(committed + 1, log.end - 1))


TROUBLES: Final[tuple[Callable[[World, Worker], None], ...]] = (
    _kill,
    _kill_soon,
    _kill_soon,
    _kill_at_write,
    _kill_at_write,
    _kill_at_answer,
    _kill_at_answer,
    _power,
    _wipe,
    _stop,
    _rebalance,
    _rebalance,
    _storm,
    _freeze,
    _freeze_at_row,
    _freeze_at_row,
    _deaf,
    _deaf,
    _away,
    _slow,
    _clock,
    _retention,
    _cut_unread,
)
