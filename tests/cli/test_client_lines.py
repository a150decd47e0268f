"""What a command says of the client's faults: one line for a broker that is away, none for a fault that passes."""

from __future__ import annotations

import logging

import pytest

from stream.cli.client import client_told
from stream.config.settings import Settings


def fails(at: float) -> None:
    """The client says, at this second, that it cannot connect."""
    log = logging.getLogger("aiokafka.conn")
    said = log.makeRecord(
        log.name, logging.ERROR, "", 0, "Unable connect to node with id 1: %s", ("refused",), None
    )
    said.created = at
    log.handle(said)


def test_a_fault_that_passes_at_once_is_not_said(capsys: pytest.CaptureFixture[str]) -> None:
    """A partition of a new topic that has no leader yet: the client asks again, and records come."""
    with client_told(Settings(broker="host:9092")) as told:
        for at in (5.0, 5.9):
            fails(at)
        told.well()
        fails(9.0)
        told.well()
    assert capsys.readouterr() == ("", "")


def test_a_broker_that_stops_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Not the hundreds of the client; once it is back, another, and another when it goes again."""
    with client_told(Settings(broker="host:9092")) as told:
        for tenth in range(500):
            fails(tenth / 10)
            logging.getLogger("aiokafka.consumer.fetcher").warning("Failed fetch messages from 1")
        told.well()
        told.well()
        fails(60.0)
        fails(61.0)
    out, err = capsys.readouterr()
    away = "newswire: the broker at host:9092 does not answer; trying again until it does (Unable connect to node with id 1: refused)"
    assert (out, err.splitlines()) == ("", [away, "newswire: the broker at host:9092 answers again", away])


def test_the_client_is_as_it_was_afterwards() -> None:
    """Whatever ends the block."""
    log = logging.getLogger("aiokafka")
    before = (log.propagate, list(log.handlers))
    with pytest.raises(KeyError), client_told(Settings()):
        raise KeyError
    assert before == (log.propagate, log.handlers)
