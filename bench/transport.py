"""Our transport beside stock Faust, Quix Streams and the bare client, in one run on one broker.

    python -m bench.transport [--broker URL] [--messages N] [--rounds N] [--mode consume|send]

Messages of 3 KB wait on four partitions; each contender reads them all, in a process of its own, one after the other:
in the mode `consume` only that, in `send` it sends one message on for each and waits for the acknowledgements. The
best of the rounds counts: on a busy machine the others measure the neighbours. Without --broker the embedded broker is
started. A contender that is not installed is left out (Quix Streams: `pip install --group bench`).
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import random
import subprocess
import sys
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from stream.kafka.embedded_broker import EmbeddedBroker

BYTES: Final = 3 * 1024  # a wire article of some 450 words in its JSON
PARTITIONS: Final = 4
NAMES: Final = {
    "faust": "stock Faust",
    "ours": "our transport",
    "quix": "Quix Streams",
    "aiokafka": "bare aiokafka",
}
MODES: Final = ("consume", "send")
# What our transport must reach, as a share of the other's rate.
BARS: Final = {("consume", "faust"): 8.0, ("send", "faust"): 5.0, ("send", "quix"): 0.5}
SECONDS: Final = 600.0  # a contender that needs longer hangs

Rates = dict[str, float]


def main() -> int:
    """Measure and print the tables; the exit code says whether the bars are reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--broker", help="of a running Kafka, as kafka://host:port; else the embedded one")
    parser.add_argument("--messages", type=int, default=40_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--mode", choices=MODES, action="append", help="one alone; else both")
    options = parser.parse_args()
    names = [name for name in NAMES if _installed(name)]
    missed = 0
    with _broker(options.broker) as broker:
        source = f"bench-{uuid.uuid4().hex[:8]}"
        asyncio.run(_preload(broker, source, options.messages))
        for mode in options.mode or MODES:
            rates: Rates = dict.fromkeys(names, 0.0)
            for _ in range(options.rounds):
                for name in names:
                    rate = _measure(name, mode, broker, source, options.messages)
                    rates[name] = max(rates[name], rate)
            print("\n".join(table(mode, rates)), flush=True)
            missed += sum(not reached for _, reached in bars(mode, rates))
    return 1 if missed else 0


def table(mode: str, rates: Rates) -> list[str]:
    """The lines of one mode's table, the bars beneath."""
    against = [name for name in ("faust", "quix") if rates.get(name)]
    lines = [f"{mode:<16}{'articles/s':>12}" + "".join(f"{'x ' + NAMES[name]:>18}" for name in against)]
    for name, rate in rates.items():
        ratios = "".join(f"{rate / rates[other]:>18.2f}" for other in against)
        lines.append(f"{NAMES[name]:<16}{rate:>12,.0f}{ratios}")
    lines += [f"  {'reached' if reached else 'MISSED'}: {wanted}" for wanted, reached in bars(mode, rates)]
    return lines


def bars(mode: str, rates: Rates) -> list[tuple[str, bool]]:
    """Each bar of the mode whose contender ran: what was wanted, and whether it is reached."""
    return [
        (f"our transport >= {bar:g} x {NAMES[other]}", rates["ours"] >= bar * rates[other])
        for (its_mode, other), bar in BARS.items()
        if its_mode == mode and rates.get(other)
    ]


def _installed(name: str) -> bool:
    if name != "quix" or importlib.util.find_spec("quixstreams"):
        return True
    print("left out: Quix Streams is not installed (pip install --group bench)")
    return False


@contextmanager
def _broker(url: str | None) -> Iterator[str]:
    if url:
        yield url
        return
    with EmbeddedBroker() as embedded:
        yield embedded.url


async def _preload(broker: str, topic: str, messages: int) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=_address(broker), max_batch_size=1_000_000)
    await _create(broker, topic)
    await producer.start()
    try:
        for number, text in enumerate(_texts(messages)):
            sent = await producer.send(topic, text, str(number).encode(), number % PARTITIONS)
        await producer.flush()
        await sent
    finally:
        await producer.stop()


async def _create(broker: str, topic: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=_address(broker))
    await admin.start()
    try:
        await admin.create_topics([NewTopic(topic, PARTITIONS, 1)])
    finally:
        await admin.close()


def _texts(messages: int) -> Iterator[bytes]:
    """Texts of one size, no two alike, from a seed."""
    draw = random.Random(1)  # noqa: S311 - texts, not secrets
    words: Sequence[str] = ["".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=6)) for _ in range(5000)]
    for _ in range(messages):
        yield " ".join(draw.choices(words, k=BYTES // 7)).ljust(BYTES)[:BYTES].encode()


def _address(broker: str) -> str:
    return broker.removeprefix("kafka://")


def _measure(name: str, mode: str, broker: str, source: str, messages: int) -> float:
    target = f"{source}-{name}-{uuid.uuid4().hex[:8]}"
    asyncio.run(_create(broker, target))
    command = [
        *(sys.executable, "-m", "bench.contenders"),
        *(name, mode, broker, source, target, str(messages)),
    ]
    ended = subprocess.run(  # noqa: S603 - our own module
        command, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    if ended.returncode:
        msg = f"{NAMES[name]} ended with {ended.returncode}: {ended.stderr[-2000:]}"
        raise SystemExit(msg)
    return float(ended.stdout.split()[-1])


if __name__ == "__main__":
    sys.exit(main())
