"""A fault of a stage on one record: an exception that nobody foresaw. It costs that record, not the feed.

The record goes to the dead letters whole, as any that is refused, and the batch goes on without it; only many of them
stop a worker (`stream.worker.breaker`). What is written down of the exception is its type and where it was raised: its message
may quote the article.
"""

from __future__ import annotations

from types import TracebackType
from typing import Final

from stream.model.errors import NewswireError, RejectedError, StopError

INTERNAL_ERROR: Final = "internal_error"
REBUILD: Final = (
    "Start the worker again: it reads its table anew; if it ends so again, stop it, remove its NEWSWIRE_DATA_DIR, and the "
    "table is rebuilt from its changelog."
)
_OURS: Final = __name__.partition(".")[0]
# What is wrong then is the machine or the broker, not the record: another record would fare no better.
_SURROUNDINGS: Final = (NewswireError, OSError, MemoryError)


class FaultError(RejectedError):
    """A stage's fault on one record, as the reason for its dead letter.

    Args:
        said: the exception's type and where it was raised, `IndexError at stream.tagging.mentions.places:97`.
        trace: the places in this package that led there, the innermost last; for the log.
    """

    def __init__(self, said: str, trace: tuple[str, ...] = ()) -> None:
        message = (
            f"{said}: a fault of newswire, not of the record. Report this line; with a release that mends it, "
            f"`newswire deadletters replay --reason {INTERNAL_ERROR}` sends the record in again."
        )
        super().__init__(INTERNAL_ERROR, "", message)
        self.said = said
        self.trace = trace


def fault_of(error: Exception) -> FaultError:
    """An exception that a stage raised on one record, as the reason for its dead letter.

    Raises:
        Exception: the given one, where the surroundings are at fault: that stops the worker.
    """
    if isinstance(error, _SURROUNDINGS):
        raise error
    return FaultError(said_of(error), trace_places(error.__traceback__))


def unkept(error: Exception, what: str) -> StopError:
    """An exception while a decision was taken into what a stage remembers of a partition (`what`).

    It may be half changed then, and whatever is decided from it wrong: the batch is given up and the worker ends, so that
    the next one rebuilds it from its table.
    """
    return StopError(
        f"{said_of(error)} while the {what} of a partition took in a decision, and may be half changed. Start the worker "
        f"again: it rebuilds the {what} from their table; if it ends so again, run the version of newswire before this one "
        "and report this line."
    )


def said_of(error: BaseException) -> str:
    """An exception's type and where it was raised, without its message."""
    trace = trace_places(error.__traceback__)
    return f"{type(error).__name__} at {trace[-1]}" if trace else type(error).__name__


def trace_places(trace: TracebackType | None) -> tuple[str, ...]:
    """The places in this package that a traceback goes through, as `module:line`, the innermost last."""
    found = []
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module == _OURS or module.startswith(f"{_OURS}."):
            found.append(f"{module}:{trace.tb_lineno}")
        trace = trace.tb_next
    return tuple(found)
