"""`newswire eval threads`: threads against labelled events."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, BinaryIO, Final

import click
import orjson

from stream.cli.output import print_json, print_line, progress, say
from stream.config.settings import Settings
from stream.config.settings_source import load
from stream.evaluation.event_scores import EventScore, MatchRates, score_events
from stream.evaluation.labelled_news import raw_record, read_labelled
from stream.evaluation.scoring import LabelError
from stream.evaluation.tfidf_pass import TfidfPass
from stream.pipeline.replay import replay
from stream.pipeline.threaded import Placed, ThreadedStories

PARTS: Final = ("all", "tuned", "scored")
_THRESHOLDS: Final = (
    0.14,
    0.18,
    0.22,
    0.26,
    0.30,
    0.34,
)  # tried for the pass beside; the best on `tuned` is taken
_SAME_SEED: Final = re.compile(r"(\d+)p")  # ECB+ labels two events of one kind 10 and 10p: they stay together


@click.command()
@click.argument("data", type=click.File("rb"))
@click.option(
    "--orders", default=5, show_default=True, type=click.IntRange(min=1), help="Orders of arrival to try."
)
@click.option("--seed", default=1, show_default=True, help="Seed of the orders; the first is the file's own.")
@click.option("--alone", is_flag=True, help="Without the pass of tf-idf beside it.")
@click.option(
    "--errors",
    type=click.Choice(PARTS),
    default="tuned",
    show_default=True,
    help="Part whose errors are listed.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def threads(data: BinaryIO, orders: int, seed: int, alone: bool, errors: str, as_json: bool) -> None:
    """Score threads on DATA: lines of {"id", "event", "title", "body", …}.

    All articles go through the pipeline, those with an `event` are scored: B-cubed and pair precision, recall and F1 in
    each order of arrival, and of each measure the worst. The events are parted by a hash of their names: `tuned` is the
    part on which the thresholds were chosen, `scored` the one that was never read. Beside it, in the same orders, one greedy
    pass of tf-idf with centroids. Then the threads that mix events, and the events that are parted, in the worst order.
    """
    settings = load(threads=True)
    labelled = read_labelled(data, "event", needed=False)
    events = {str(item["id"]): str(item["event"]) for item in labelled if item.get("event") not in {None, ""}}
    if not events:
        msg = "no line has an `event`: give lines of {id, event, title, body}."
        raise LabelError(msg)
    gold = {part: _part(events, part) for part in PARTS}
    arrivals = _orders(len(labelled), orders, seed)
    runs: dict[str, list[dict[str, str]]] = {"threads": []}
    with progress("orders", orders) as bar:
        for arrival in arrivals:
            runs["threads"].append(_threaded([labelled[at] for at in arrival], settings))
            bar.advance(1)
    if not alone:
        runs["tf-idf"] = _beside(labelled, gold["tuned"], arrivals)
    scores = {
        name: {part: [score_events(gold[part], each) for each in found] for part in PARTS}
        for name, found in runs.items()
    }
    if as_json:
        print_json(
            {name: {part: [asdict(one) for one in of[part]] for part in PARTS} for name, of in scores.items()}
        )
    else:
        for name, of in scores.items():
            for part in PARTS:
                if not gold[part]:
                    print_line(f"{name:8}{part:8}no event falls into this part")
                    continue
                for number, one in enumerate(of[part], start=1):
                    print_line(f"{name:8}{part:8}order {number}: {_shown(one.b_cubed, one.pairs)}")
                print_line(f"{name:8}{part:8}worst:   {_shown(*_worst(of[part]))}")
        worst = min(scores["threads"][errors], key=lambda one: one.b_cubed.f1)
        _list_errors(worst, labelled, runs["threads"][scores["threads"][errors].index(worst)])
    say(f"{len(labelled)} articles, {len(events)} of them of {len(set(events.values()))} events.")


def _part(events: Mapping[str, str], part: str) -> dict[str, str]:
    if part == "all":
        return dict(events)
    return {name: event for name, event in events.items() if _is_scored(event) == (part == "scored")}


def _is_scored(event: str) -> bool:
    seed = _SAME_SEED.fullmatch(event)
    name = seed.group(1) if seed else event
    return hashlib.sha256(f"h1{name}".encode()).digest()[0] % 2 == 1


def _orders(count: int, orders: int, seed: int) -> list[list[int]]:
    shuffled = random.Random(seed)  # noqa: S311 - orders of arrival, no secret
    found = [list(range(count))]
    while len(found) < orders:
        arrival = list(found[-1])
        shuffled.shuffle(arrival)
        found.append(arrival)
    return found


def _threaded(articles: Sequence[dict[str, Any]], settings: Settings) -> dict[str, str]:
    raw = (raw_record(item, item.get("language") or "") for item in articles)
    stories = ThreadedStories()
    story_of: dict[str, str] = {}
    for output in replay(raw, settings, None):
        value = orjson.loads(output.value)
        if output.stream.value == "deadletters":
            msg = f"an article could not be read: {value['message']}"
            raise LabelError(msg)
        found = stories.add(output.stream.value, value)
        if isinstance(found, Placed):
            story_of.setdefault(found.uri, found.story_id)
    return {uri: stories.thread_of(story) or story for uri, story in story_of.items()}


def _beside(
    labelled: Sequence[dict[str, Any]], tuned: dict[str, str], arrivals: Sequence[Sequence[int]]
) -> list[dict[str, str]]:
    names = [str(item["id"]) for item in labelled]
    vectors = TfidfPass([f"{item.get('title') or ''} {item['body']}" for item in labelled])

    def found(arrival: Sequence[int], threshold: float) -> dict[str, str]:
        return {names[at]: str(cluster) for at, cluster in vectors.clusters(arrival, threshold).items()}

    def quality(threshold: float) -> float:
        return score_events(tuned, found(arrivals[0], threshold)).b_cubed.f1

    threshold = max(_THRESHOLDS, key=quality)
    say(f"tf-idf: threshold {threshold}, the best of {len(_THRESHOLDS)} on the part `tuned`")
    return [found(arrival, threshold) for arrival in arrivals]


def _worst(scores: Sequence[EventScore]) -> tuple[MatchRates, MatchRates]:
    def lowest(of: Callable[[EventScore], MatchRates]) -> MatchRates:
        return MatchRates(
            *(min(getattr(of(one), name) for one in scores) for name in ("precision", "recall", "f1"))
        )

    return lowest(lambda one: one.b_cubed), lowest(lambda one: one.pairs)


def _shown(b_cubed: MatchRates, pairs: MatchRates) -> str:
    return (
        f"B3 {b_cubed.precision:.3f} {b_cubed.recall:.3f} F1 {b_cubed.f1:.3f}  "
        f"pairs {pairs.precision:.3f} {pairs.recall:.3f} F1 {pairs.f1:.3f}"
    )


def _list_errors(score: EventScore, labelled: Iterable[dict[str, Any]], found: Mapping[str, str]) -> None:
    shown = {str(item["id"]): item for item in labelled}
    for thread, held in score.mixed:
        print_line(f"mixed: thread {thread} holds {_counts(held)}")
        for name in sorted(name for name, of in found.items() if of == thread):
            if shown[name].get("event"):
                print_line(f"  {name} ({shown[name]['event']}): {_headline(shown[name])}")
    for event, held in score.parted:
        print_line(f"parted: event {event} lies in {_counts(held)}")
        for name in sorted(name for name, item in shown.items() if item.get("event") == event):
            print_line(f"  {name} ({found[name]}): {_headline(shown[name])}")


def _counts(held: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{count} of {name}" for name, count in held)


def _headline(item: dict[str, Any]) -> str:
    return " ".join((item.get("title") or item["body"][:100]).split())
