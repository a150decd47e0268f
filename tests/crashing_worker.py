"""`newswire worker` in which something raises that nobody foresaw.

python -m tests.crashing_worker WHERE KIND

WHERE is `before` (its start) or `running` (a task of the running worker), KIND a name of `ERRORS`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Final

from aiokafka.errors import TopicAuthorizationFailedError
from faust.exceptions import ConsistencyError

from stream.cli.main import main
from stream.worker.worker_parts import WorkerParts

TEXT: Final = "Harbour master quits over missing ferries"  # what stands for an article
ERRORS: Final[dict[str, Callable[[], BaseException]]] = {
    "unforeseen": lambda: ValueError(TEXT),
    "consistency": lambda: ConsistencyError("The persisted offset is higher (5 > 3)"),
    "kafka": lambda: TopicAuthorizationFailedError("newswire.raw"),
    "disk": lambda: OSError(28, "No space left on device"),
    "memory": MemoryError,
}


def crashing(where: str, kind: str) -> WorkerParts:
    """The parts of a worker that has the error raised there."""

    def fail(*_: object) -> Any:
        error = ERRORS[kind]()
        raise error

    if where == "before":
        return WorkerParts(port=fail)

    def with_failing_task(app: Any) -> None:
        @app.task  # type: ignore[untyped-decorator] # Faust's, by design
        async def failing() -> None:
            fail()

    return WorkerParts(further=with_failing_task)


if __name__ == "__main__":
    parts = crashing(sys.argv[1], sys.argv[2])
    sys.argv[1:] = ["worker"]
    main(parts)
