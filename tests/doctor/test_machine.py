from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
import pytest
from aiokafka import codec

from stream.config.settings import Settings
from stream.doctor import machine
from stream.doctor.lines import Rating
from stream.kafka.embedded_broker import LOOPBACK, free_port


def test_what_is_installed_here_fits() -> None:
    """The line names what a question about a fault begins with."""
    line = machine.versions()
    assert Rating.OK is line.verdict
    assert all(f"{name} " in line.said for name in machine.PACKAGES_SHOWN)


def test_a_library_of_the_wrong_version_or_missing_is_named() -> None:
    """With what is needed; a requirement of an extra, or of another system, is none."""
    required = [
        "faust-streaming<0.16,>=0.15.3",
        "xxhash>=3",
        "calfkit>=1; extra == 'broker'",
        "winonly; os_name == 'nt'",
    ]
    line = machine.judge_packages(required, {"faust-streaming": "0.16.0", "xxhash": None})
    assert Rating.ERROR is line.verdict
    assert line.said.endswith("faust-streaming is 0.16.0, <0.16,>=0.15.3 is needed; xxhash is missing")


def test_every_codec_of_kafka_is_there_and_those_that_are_missing_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a newsroom's producer compresses with is its own choice; gzip comes with Python."""
    line = machine.codecs()
    assert (Rating.OK, "batches compressed with gzip, snappy, lz4, zstd can be read") == (
        line.verdict,
        line.said,
    )
    monkeypatch.setattr(codec, "cramjam", None)
    line = machine.codecs()
    assert (Rating.ERROR, "install from requirements/runtime.txt") == (line.verdict, line.way_out)
    assert line.said.startswith("batches compressed with snappy, lz4, zstd cannot be read")


def test_the_lexicon_loads_and_a_damaged_one_says_so(tmp_path: Path) -> None:
    """Its version changes with its bytes."""
    line = machine.lexicon()
    assert Rating.OK is line.verdict
    assert "names and terms, version " in line.said
    (tmp_path / "lexicon.bin").write_bytes(b"cut short")
    damaged = machine.lexicon(tmp_path / "lexicon.bin")
    assert (Rating.ERROR, True) == (damaged.verdict, "not a lexicon of this version" in damaged.said)


@pytest.mark.parametrize("tier", ["learned", "rules"])
def test_a_tier_of_the_package_loads(tier: str) -> None:
    """It came with it."""
    assert (Rating.OK, f"NEWSWIRE_TAGGER={tier} loads") == (
        machine.tagger(tier).verdict,
        machine.tagger(tier).said,
    )


def test_a_tier_that_is_not_installed_says_what_to_install() -> None:
    """A worker would not start with it."""
    line = machine.tagger("spacy:no_such_model")
    assert Rating.ERROR is line.verdict
    assert line.said.startswith("NEWSWIRE_TAGGER=spacy:no_such_model: ")
    assert "Install spaCy and that pipeline, or use `learned`." == line.way_out


@contextmanager
def answering(status: int, body: bytes) -> Iterator[int]:
    """A web server on a port of its own that answers everything so."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer((LOOPBACK, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def test_a_free_port_is_well() -> None:
    """A worker can have it."""
    port = free_port(LOOPBACK)
    assert f"127.0.0.1:{port} is free for a worker" == machine.web(Settings(web_port=port)).said


def test_port_0_is_said_to_be_any_free_one() -> None:
    """And not a port of that number."""
    line = machine.web(Settings(web_port=0))
    assert (Rating.OK, "NEWSWIRE_WEB_PORT=0: a worker takes any free port of 127.0.0.1, and says which") == (
        line.verdict,
        line.said,
    )


@pytest.mark.parametrize(
    ("status", "body", "verdict", "said"),
    [
        (200, {"missing": []}, Rating.OK, "a worker answers on"),
        (
            503,
            {"missing": ["a rebalance is under way"]},
            Rating.WARNING,
            "is not ready: a rebalance is under way",
        ),
        (200, {"hello": "world"}, Rating.ERROR, "Address already in use"),
        (404, [], Rating.ERROR, "Address already in use"),
    ],
)
def test_who_has_the_port_is_found_out(status: int, body: object, verdict: Rating, said: str) -> None:
    """A worker may be there already; anything else is in the way."""
    with answering(status, orjson.dumps(body)) as port:
        line = machine.web(Settings(web_port=port))
    assert (verdict, True) == (line.verdict, said in line.said), line
