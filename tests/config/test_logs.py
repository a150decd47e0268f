from __future__ import annotations

import io
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from typing import cast

import orjson
import pytest
from aiokafka.errors import KafkaConnectionError
from aiokafka.structs import ConsumerRecord
from mode.threads import ServiceThread

from stream.config import logs
from stream.config.settings import Settings
from stream.model.errors import RejectedError, StopError

TEXT = "Harbour master quits over missing ferries"  # what stands for an article
SECRET = 'pass"word-7351'  # noqa: S105 - opens nothing

Lines = Callable[[], list[str]]


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """Logging is the process's own: put back what this suite runs with."""
    root, ours, theirs = logging.root, logging.getLogger(logs.OURS), logging.getLogger("aiokafka")
    before = root.handlers[:], root.level, ours.level, theirs.level
    theirs.setLevel(logging.NOTSET)  # the chaos driver, in this process, may have silenced it
    yield
    root.handlers[:], level, own, others = before
    root.setLevel(level)
    ours.setLevel(own)
    theirs.setLevel(others)
    logging.captureWarnings(capture=False)


def configured(**settings: str) -> Lines:
    """Logging set up by these settings; what it wrote, line by line."""
    out = io.StringIO()
    own = {"sasl_mechanism": "PLAIN", "sasl_username": "desk", "sasl_password": SECRET, **settings}
    logs.configure(Settings.model_validate(own), out)
    return lambda: out.getvalue().splitlines()


def failing(error: BaseException, cause: BaseException | None = None) -> BaseException:
    """The error as it looks when it was raised."""
    try:
        raise error from cause  # noqa: TRY301 - to be caught is its purpose
    except BaseException as raised:  # noqa: BLE001 - whichever is given
        return raised


def test_json_is_one_object_a_line_with_the_fields_of_the_event() -> None:
    """Time in UTC with milliseconds, level, logger, event, then what the event says; nothing of Python's own record."""
    lines = configured(log_format="json")
    logging.getLogger("stream.worker.agents").info("batch", extra={"records": 3, "partition": 0})
    (line,) = map(orjson.loads, lines())
    assert line.pop("time")[10:].endswith("Z")
    assert {
        "level": "info",
        "logger": "stream.worker.agents",
        "event": "batch",
        "records": 3,
        "partition": 0,
    } == line


def test_the_console_has_the_same_for_people() -> None:
    """One line, fields by name, nothing in it that could steer a terminal."""
    lines = configured()
    logging.getLogger("stream.worker.agents").warning("odd", extra={"article_id": "urn:\x1b[31m\n1"})
    (line,) = lines()
    assert line[9:] == r"WARNING  odd article_id=urn:\x1b[31m\n1"


def test_levels_are_as_set_and_libraries_are_quieter() -> None:
    """At info a library is heard from warnings on; at debug its news come too, its debugging never."""
    for level, expected in (("info", ["ours", "theirs!"]), ("debug", ["ours?", "ours", "theirs", "theirs!"])):
        lines = configured(log_format="json", log_level=level)
        ours, theirs = logging.getLogger("stream.worker.web"), logging.getLogger("aiokafka.cluster")
        ours.debug("ours?")
        ours.info("ours")
        theirs.debug("theirs?")
        theirs.info("theirs")
        theirs.warning("theirs!")
        assert expected == [orjson.loads(line)["event"] for line in lines()]


def test_faust_is_put_on_one_line() -> None:
    """No drawing of services, no table, no colour; services that start and stop are passed over, faults are not."""
    lines = configured(log_format="json")
    faust = logging.getLogger("faust.tables")
    faust.warning(
        "[^---Recovery]: Highwater for \x1b[1mactive\x1b[0m:\n+Highwater+--+\n| topic | 0 |\n+----+"
    )
    ours = logging.getLogger("stream.kafka.consumer")  # a subclass of Faust's services speaks there
    ours.info("[^--Consumer]: Starting...")
    ours.info("[^--Consumer]: Creating topic %r", "newswire.raw")
    ours.info("[^--Consumer]: raw-0: back to offset 3")
    faust.error("[^---Agent: a.b[.]c]: Stopping...")
    assert [
        "Recovery: Highwater for active:",
        "Consumer: raw-0: back to offset 3",
        "Agent: a.b[.]c: Stopping...",
    ] == [orjson.loads(line)["event"] for line in lines()]


def test_what_a_library_repeats_is_counted() -> None:
    """Once in ten seconds for each message; the next that passes says how many did not. Ours always pass."""
    now = 0.0
    repeats = logs.Repeats(lambda: now)

    def passes(name: str, message: str) -> tuple[bool, int]:
        record = logging.makeLogRecord({"name": name, "msg": message, "levelno": logging.ERROR})
        return repeats.filter(record), getattr(record, "suppressed", 0)

    assert (True, 0) == passes("aiokafka", "Unable to connect")
    for _ in range(500):
        assert (False, 0) == passes("aiokafka", "Unable to connect")
    assert (True, 0) == passes("aiokafka", "another fault")
    assert (True, 0) == passes("stream.worker.agents", "batch")
    assert (True, 0) == passes("stream.worker.agents", "batch")
    now = 10.0
    assert (True, 500) == passes("aiokafka", "Unable to connect")
    assert (False, 0) == passes("aiokafka", "Unable to connect")
    now = 20.0
    assert (True, 1) == passes("aiokafka", "Unable to connect")


@pytest.mark.parametrize("form", ["json", "console"])
def test_no_text_of_an_article_and_no_secret_gets_in(form: str) -> None:
    """Neither as an exception, nor as its cause, nor as an argument of a library's message; nor does the password."""
    lines = configured(log_format=form)
    ours, theirs = logging.getLogger("stream.worker.agents"), logging.getLogger("faust.agents")
    quoting = failing(ValueError(TEXT), failing(RejectedError("bad_value", "body", TEXT)))
    record: ConsumerRecord[bytes, bytes] = ConsumerRecord(
        "raw", 0, 0, 0, 0, None, TEXT.encode(), None, 0, len(TEXT), ()
    )
    ours.error("batch failed", exc_info=quoting)
    theirs.error("Crashed reason=%r", quoting, exc_info=quoting)
    theirs.error("raised on %r and %r at %d", record, TEXT.encode(), quoting)
    logging.getLogger("asyncio").error(
        "Task exception was never retrieved\nfuture: <Task exception=%s>", quoting
    )
    theirs.warning(f"logging in with {SECRET}")
    written = "\n".join(lines())
    assert TEXT not in written
    assert SECRET not in written
    assert SECRET.replace('"', r"\"") not in written
    assert written.count("ValueError (its message is left out: it may quote an article)") >= 3
    assert "RejectedError (its message is left out" in written
    assert "logging in with ***" in written


def test_a_fault_of_the_surroundings_is_told_whole() -> None:
    """With its cause and where it was raised: what Kafka and the machine say quotes no article."""
    lines = configured(log_format="json")
    cause = failing(KafkaConnectionError("nobody at 10.0.0.1"))
    logging.getLogger("mode.services").critical(
        "Error: %r",
        failing(StopError("set NEWSWIRE_BROKER"), cause),
        exc_info=failing(StopError("set NEWSWIRE_BROKER"), cause),
    )
    (line,) = map(orjson.loads, lines())
    assert line["event"] == "Error: StopError: set NEWSWIRE_BROKER"
    assert "nobody at 10.0.0.1" in line["exception"]
    assert "which led to:" in line["exception"]
    assert "test_logs.py" in line["exception"]


def test_what_nobody_caught_is_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a thread of Python's or of mode's, and at the end of the process: an object a line, and no text of an article."""
    for module, name in (
        (sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook"), (ServiceThread, "on_crash"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, getattr(module, name))
    lines = configured(log_format="json")
    logs.catch_the_uncaught()
    thread = threading.Thread(target=failing_thread)
    thread.start()
    thread.join()
    error = failing(ValueError(TEXT))
    sys.excepthook(type(error), error, error.__traceback__)
    ServiceThread.on_crash(cast("ServiceThread", None), "{0!r} crashed: {1!r}", "Web", error)
    said = [orjson.loads(line) for line in lines()]
    assert ["uncaught", "uncaught", "thread crashed"] == [line["event"] for line in said]
    assert all("ValueError (its message is left out" in line["exception"] for line in said)
    assert TEXT not in "".join(lines())


def failing_thread() -> None:
    """What a thread does that nobody looks after."""
    raise ValueError(TEXT)
