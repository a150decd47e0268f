"""`newswire broker`: the embedded broker in the foreground."""

from __future__ import annotations

import signal
from threading import Event

import click

from stream.cli.output import print_line, say
from stream.kafka.embedded_broker import LOOPBACK, EmbeddedBroker
from stream.model.errors import StopError

# Seconds between two looks at whether the broker's process still runs.
WATCH_SECONDS = 0.5


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=9092, show_default=True, help="0 for any free."
)
@click.option("--host", default=LOOPBACK, show_default=True, help="Address of this machine to listen on.")
def broker(port: int, host: str) -> None:
    """Run the embedded broker, for laptops and demos.

    Its log is in memory: what it holds is gone when it stops. Prints its address on stdout once it is up, and
    runs until Ctrl-C, SIGTERM, or the end of its terminal.
    """
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda _number, _frame: stop.set())
    with EmbeddedBroker(port, host, stop=stop) as embedded:
        if stop.is_set():
            return
        print_line(embedded.url)
        say("The broker is up; everything is in memory. Ctrl-C stops it.")
        while not stop.wait(WATCH_SECONDS):
            if embedded.ended():
                msg = f"the broker ended by itself; it said:\n{embedded.last_words()}"
                raise StopError(msg)
