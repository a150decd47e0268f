"""An event loop without a machine: its time jumps to what is due, and a seed chooses which ready callback runs next.

Every callback belongs to a process by its context (`OWNER`): one that was killed runs nothing more, not even `finally`,
and one that is frozen (a pause of the machine, a slow disk) goes on later with what it had to do.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor
from contextvars import Context, ContextVar
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

# What one callback takes, in seconds: time must pass in a process that never waits.
STEP_SECONDS: Final = 0.00002
KEPT_TASKS: Final = 100  # of a process, before those that are done are let go
EPOCH: Final = 1_930_000_000.0  # the simulated now at the beginning, in seconds since 1970


class KilledError(BaseException):
    """The process that runs this was killed in the middle of what it does."""


class StuckError(Exception):
    """A schedule came to no end: nothing is left to run, or it runs for ever."""


@dataclass(slots=True, eq=False)
class Process:
    """A simulated process: whether it lives, until when it is frozen, how far its wall clock is off, in seconds.

    `kill_in` is after how many callbacks it is killed, None for never. `deaf_until` is until when the group's coordinator does
    not hear of it, nor it of the coordinator: it goes on as a member, and others have its partitions. `dawdle` says how long
    it takes over the next rows of a rebuild, in seconds.
    """

    name: str
    dead: bool = False
    frozen_until: float = 0.0
    skew: float = 0.0
    kill_in: int | None = None
    deaf_until: float = 0.0
    dawdle: Callable[[], float] = float
    tasks: list[asyncio.Task[Any]] = field(default_factory=list)
    _most_tasks: int = KEPT_TASKS

    def kill(self) -> None:
        """Run nothing of it any more."""
        self.dead = True

    def keep(self, task: asyncio.Task[Any]) -> None:
        """Hold a task: what is pending when the process is killed must not be taken away, which would run its `finally`."""
        self.tasks.append(task)
        if len(self.tasks) > self._most_tasks:
            self.tasks = [each for each in self.tasks if not each.done()]
            self._most_tasks = 2 * len(self.tasks) + KEPT_TASKS


OWNER: Final[ContextVar[Process | None]] = ContextVar("OWNER", default=None)


class SimLoop(asyncio.BaseEventLoop):
    """The loop of a schedule.

    Args:
        rng: what chooses.
        disorder: how often the next callback is any that is ready and not the one that waits longest.
        most_steps: callbacks after which the schedule is stuck.
    """

    _ready: deque[Any]

    def __init__(self, rng: Random, disorder: float, most_steps: int) -> None:
        super().__init__()
        self._rng = rng
        self._disorder = disorder
        self._most_steps = most_steps
        self.now = 0.0
        self.steps = 0
        # By time, and of one time in order; what a frozen process had to do stands here, too.
        self._due: list[tuple[float, int, Any]] = []
        self._serial = 0
        self.set_exception_handler(lambda _loop, _context: None)  # the dead have nothing to say
        self.set_task_factory(self._new_task)

    def time(self) -> float:
        """Seconds since the schedule began."""
        return self.now

    def call_soon(  # type: ignore[override] # as asyncio's, without its checks, which take longer than the rest
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Run a callback when its turn comes."""
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_at(  # type: ignore[override] # as above
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Run a callback at a time."""
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        self._serial += 1
        heapq.heappush(self._due, (when, self._serial, handle))
        return handle

    def call_later(  # type: ignore[override] # as above
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Run a callback after so many seconds."""
        return self.call_at(self.now + delay, callback, *args, context=context)

    def _timer_handle_cancelled(self, handle: Any) -> None: ...  # it stays, and is skipped when it is due

    def wall(self) -> float:
        """Seconds since 1970 by the clock of the process that asks."""
        owner = OWNER.get()
        return EPOCH + self.now + (0.0 if owner is None else owner.skew)

    def run_in_executor(  # type: ignore[override] # a thread that is through at once
        self, executor: Executor | None, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """Run it now: what a thread does in the meantime is not part of the simulation."""
        _ = executor
        done = self.create_future()
        done.set_result(func(*args))
        return done

    def _new_task(self, loop: Any, coro: Any, context: Context | None = None) -> asyncio.Task[Any]:
        task: asyncio.Task[Any] = asyncio.Task(coro, loop=loop, context=context)
        task._log_destroy_pending = False  # type: ignore[attr-defined] # noqa: SLF001 - those of the dead stay pending
        owner = OWNER.get()
        if owner is not None:
            owner.keep(task)
        return task

    def __del__(self) -> None:
        """Nothing is open."""

    def _check_closed(self) -> None: ...  # what is collected of the dead may still call

    def _write_to_self(self) -> None: ...

    def _process_events(self, event_list: Any) -> None: ...

    def _run_once(self) -> None:
        ready = self._ready
        self._let_in()
        if not ready:
            self._jump()
            self._let_in()
        if self._disorder and self._rng.random() < self._disorder:
            at = self._rng.randrange(len(ready))
            handle = ready[at]
            del ready[at]
        else:
            handle = ready.popleft()
        if handle._cancelled:  # noqa: SLF001 - as asyncio's own loop does
            return
        owner = handle._context.get(OWNER)  # noqa: SLF001 - where asyncio keeps it
        if owner is not None and not self._may_run(owner, handle):
            return
        self.steps += 1
        if self.steps > self._most_steps:
            msg = f"{self.steps} callbacks at {self.now:.3f} s"
            raise StuckError(msg)
        handle._run()  # noqa: SLF001 - as asyncio's own loop does
        self.now += STEP_SECONDS

    def _may_run(self, owner: Process, handle: Any) -> bool:
        if owner.dead:
            return False
        if owner.frozen_until > self.now:
            self._serial += 1
            heapq.heappush(self._due, (owner.frozen_until, self._serial, handle))
            return False
        if owner.kill_in is not None:
            owner.kill_in -= 1
            if owner.kill_in < 0:
                owner.kill()
                return False
        return True

    def _let_in(self) -> None:
        due, now = self._due, self.now
        while due and due[0][0] <= now:
            handle = heapq.heappop(due)[2]
            if not handle._cancelled:  # noqa: SLF001 - as asyncio's own loop does
                self._ready.append(handle)

    def _jump(self) -> None:
        due = self._due
        while due and due[0][2]._cancelled:  # noqa: SLF001 - as above
            heapq.heappop(due)
        if not due:
            msg = f"nothing is left to run at {self.now:.3f} s"
            raise StuckError(msg)
        self.now = max(self.now, due[0][0])
