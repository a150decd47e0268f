"""A worker's log on stderr: one line an event, as JSON or for a console, without text of articles and without secrets.

Our own modules log through `logging.getLogger(__name__)`: a short event as the message, its fields in `extra`. The
libraries' lines go the same way and are tamed here: below a warning they are heard at debug alone, and what they repeat
is counted instead of printed. Faults are never left out. The standard library does it: Faust, mode and aiokafka log
through it, and would have to be led back into any other.
"""

from __future__ import annotations

import contextlib
import logging
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Final, TextIO

import orjson
from aiokafka.errors import KafkaError

from stream.config.settings import Settings
from stream.model.errors import StopError

REPEAT_SECONDS: Final = 10.0  # an outage is a line every ten seconds for each cause, not thousands
OURS: Final = "stream"

# Errors whose messages are about machines and programs. All others may quote what they failed on: an article.
_QUOTING_NOTHING: Final = (
    StopError, KafkaError, OSError, RuntimeError, MemoryError, ImportError, AttributeError, NameError, TypeError,
    IndexError, ArithmeticError, AssertionError,
)  # fmt: skip
_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "taskName",
    "suppressed",
}
_SERVICE: Final = re.compile(
    r"^\[\^-*(.*?)\]: "
)  # how mode names the service that speaks, after a drawing of its place
# Each of mode's forty services starts and stops; Faust says of each topic that it creates it, before it looks whether it is
# there, and the topics of a worker are (`stream.kafka.admin.verify`).
_CEREMONY: Final = re.compile(r"^\[\^.*\]: ((Starting|Stopping)\.\.\.|Creating topic )")
_ANSI: Final = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def configure(settings: Settings, stream: TextIO | None = None) -> None:
    """Log as the settings say, to stderr unless told otherwise; whatever was configured before is replaced."""
    handler = logging.StreamHandler(stream or sys.stderr)
    secret = settings.sasl_password.get_secret_value()
    handler.setFormatter((_Json if settings.log_format == "json" else _Console)(secret))
    level = getattr(logging, settings.log_level.upper())
    if level > logging.DEBUG:
        handler.addFilter(
            lambda record: record.levelno > logging.INFO or not _CEREMONY.match(str(record.msg))
        )
    handler.addFilter(Repeats(time.monotonic))
    logging.root.handlers[:] = [handler]
    # At debug the libraries' requests, records and replies would come too: what they log at info is enough.
    logging.root.setLevel(logging.INFO if level == logging.DEBUG else max(level, logging.WARNING))
    logging.getLogger(OURS).setLevel(level)
    logging.captureWarnings(capture=True)


def end(reason: str, way_out: str) -> None:
    """Write the last line: why the worker ends, and the way out. Whatever is logged after it is left out.

    What is still torn down (tasks that nobody waits for, clients that nobody closed) complains of the end, and a person
    or a program reads the last line.
    """
    logging.getLogger(OURS).critical("failed", extra={"reason": reason, "way_out": way_out})
    handlers, logging.root.handlers[:] = logging.root.handlers[:], [logging.NullHandler()]
    for handler in handlers:
        handler.flush()


def catch_the_uncaught() -> None:
    """Have what nobody caught, in whichever thread, logged as all else instead of printed by Python and by mode."""
    from mode.threads import ServiceThread  # noqa: PLC0415 - half a second, and for a worker alone

    log = logging.getLogger(OURS)

    def crashed(_: ServiceThread, _msg: str, *args: Any, **__: Any) -> None:
        log.critical("thread crashed", exc_info=args[-1], extra={"service": str(args[0])})

    def say(kind: type[BaseException], error: BaseException | None, trace: Any) -> None:
        log.critical("uncaught", exc_info=(kind, error or kind(), trace))

    ServiceThread.on_crash = crashed  # type: ignore[assignment, method-assign] # else it prints, with the error's words
    sys.excepthook = say
    threading.excepthook = lambda caught: say(caught.exc_type, caught.exc_value, caught.exc_traceback)
    sys.unraisablehook = lambda caught: say(caught.exc_type, caught.exc_value, caught.exc_traceback)


class Repeats(logging.Filter):
    """Lets a library's line pass once in `REPEAT_SECONDS`; the next that passes says how many did not.

    Args:
        clock: seconds, never going back.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock = clock
        self._last: dict[tuple[str, int, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to print it."""
        if _is_ours(record):
            return True
        now = self._clock()
        key = (record.name, record.levelno, str(record.msg))
        at, held = self._last.get(key, (-REPEAT_SECONDS, 0))
        if now - at < REPEAT_SECONDS:
            self._last[key] = (at, held + 1)
            return False
        if len(self._last) > 1000:  # messages made by f-strings are each their own
            self._last.clear()
        self._last[key] = (now, 0)
        if held:
            record.suppressed = held
        return True


class _Formatter(logging.Formatter):
    def __init__(self, secret: str) -> None:
        super().__init__()
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        line = self.line(record, event(record), fields(record))
        if self._secret:
            for form in (self._secret, orjson.dumps(self._secret).decode()[1:-1]):
                line = line.replace(form, "***")
        return line

    def line(self, record: logging.LogRecord, said: str, more: Mapping[str, Any]) -> str:
        raise NotImplementedError


class _Json(_Formatter):
    """One object a line: time (UTC), level, logger, event, and the event's own fields."""

    def line(self, record: logging.LogRecord, said: str, more: Mapping[str, Any]) -> str:
        head = {
            "time": _time(record).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": said,
        }
        return orjson.dumps({**head, **more}, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


class _Console(_Formatter):
    """For people: time, level, event, and the fields as `name=value`; a traceback on lines of its own."""

    def line(self, record: logging.LogRecord, said: str, more: Mapping[str, Any]) -> str:
        own = dict(more)
        trace = own.pop("exception", "")
        words = [f"{_time(record):%H:%M:%S}", f"{record.levelname:<8}", _printable(said)]
        words += [f"{name}={_printable(str(value))}" for name, value in own.items()]
        return " ".join(words) + (f"\n{trace}" if trace else "")


def event(record: logging.LogRecord) -> str:
    """What a record says, on one line, without values that may quote an article."""
    said = str(record.msg)
    if record.args:
        args = tuple(map(_plain, record.args)) if isinstance(record.args, tuple) else record.args
        with contextlib.suppress(
            TypeError, ValueError
        ):  # a number was asked for, and what stands there is left out
            said %= args
    if record.name == "asyncio":
        said = said.partition("\n")[0]  # what follows is the task, and its exception whole
    said = _SERVICE.sub(r"\1: ", _ANSI.sub("", said)).partition("\n+")[0]  # Faust draws tables
    return " ".join(said.split())


def fields(record: logging.LogRecord) -> dict[str, Any]:
    """What a record holds beside its message: the fields of an event of ours, repetitions, the exception."""
    more: dict[str, Any] = {}
    if _is_ours(record):
        more |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
    if hasattr(record, "suppressed"):
        more["suppressed"] = record.suppressed
    if record.exc_info and record.exc_info[1] is not None:
        more["exception"] = "\n".join(_chain(record.exc_info[1]))
    return more


def error_text(error: BaseException) -> str:
    """An error in words: its type, and its message where that cannot quote an article."""
    kind = type(error).__name__
    if isinstance(error, _QUOTING_NOTHING):
        return f"{kind}: {error}"
    return f"{kind} (its message is left out: it may quote an article)"


def _chain(error: BaseException) -> Iterator[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and cause is not error:
        yield from _chain(cause)
        yield "which led to:"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
    yield error_text(error)


def _plain(value: Any) -> Any:
    """An argument of a library's message as it may be printed."""
    if isinstance(value, BaseException):
        return _Words(error_text(value))
    if isinstance(value, bytes) or (
        hasattr(value, "value") and not isinstance(value, Enum)
    ):  # a record, an event
        return _Words(f"<{type(value).__name__}>")
    return value


class _Words(str):
    """Stands for a value in a message, the same under %s and %r."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name == OURS or record.name.startswith(f"{OURS}.")


def _time(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)
