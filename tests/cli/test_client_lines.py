from __future__ import annotations

import logging

import pytest

from stream.cli.client import client_told
from stream.config.settings import Settings


def test_a_broker_that_stops_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Not the hundreds of the client; once it is back, another, and another when it goes again."""
    log = logging.getLogger("aiokafka.conn")
    with client_told(Settings(broker="host:9092")) as told:
        for _ in range(500):
            log.error("Unable connect to node with id 1: %s", "refused")
            logging.getLogger("aiokafka.consumer.fetcher").warning("Failed fetch messages from 1")
        told.well()
        told.well()
        log.error("Unable connect to node with id 1: %s", "refused")
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
