"""A process that has imported what workers import, and forks one for each order: the start of a worker without its four seconds.

    python -m tests.warm_parent SOCKET

SOCKET is the number of an open descriptor, a sequenced-packet socket to the tests' own process (`tests/warm_start.py`). An order is
a module, its arguments, its environment and its folder; what it writes goes to the two descriptors that come with it. The answer
is the number of a process whose parent is the tests' process, as if that had started it.
"""

from __future__ import annotations

import gc
import os
import random
import runpy
import socket
import sys
import time
from importlib import import_module
from typing import Any, Final, cast

import orjson

MOST_BYTES: Final = 200_000  # of an order: an environment is a few thousand
# What a worker and the commands for operators import, and what they load once in a process.
IMPORTED: Final = (
    "stream.cli.main",
    "stream.cli.worker_command",
    "stream.cli.doctor_command",
    "stream.cli.topics_command",
    "stream.cli.send_command",
    "stream.cli.tail_command",
    "stream.pipeline.core_rules",
    "stream.worker.app",
    "stream.worker.tables.prefetch",
    "stream.tagging.learned.spans",
)


def main() -> None:
    """Import, then fork until the other side is gone; a child returns to its module's first line."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    for name in IMPORTED:
        import_module(name)
    gc.collect()
    gc.freeze()  # else the first collection of each child would copy all pages
    order = _next_child(channel)
    if order is not None:
        _become(order)


def _next_child(channel: socket.socket) -> dict[str, Any] | None:
    """Fork for each order; in a child the order that it is, in the parent None at the end."""
    while True:
        message, descriptors, _, _ = socket.recv_fds(channel, MOST_BYTES, 2)
        if not message:
            return None
        told, tell = os.pipe()
        between = os.fork()
        if between == 0:
            # Forked twice: whose parent has ended is given to the tests' process, which has asked for it.
            child = os.fork()
            if child:
                os.write(tell, str(child).encode())
                os._exit(0)
            os.close(told)
            os.close(tell)
            channel.close()
            for descriptor, number in zip(descriptors, (1, 2), strict=True):
                os.dup2(descriptor, number)
                os.close(descriptor)
            return cast("dict[str, Any]", orjson.loads(message))
        os.close(tell)
        os.waitpid(between, 0)
        channel.send(os.read(told, 20))
        for descriptor in (told, *descriptors):
            os.close(descriptor)


def _become(order: dict[str, Any]) -> None:
    """As `python -m MODULE ARGUMENTS` from its first line on."""
    os.environ.clear()
    os.environ.update(order["environment"])
    time.tzset()
    os.chdir(order["folder"])
    random.seed()
    sys.argv = ["-m", *order["arguments"]]
    runpy.run_module(order["module"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
