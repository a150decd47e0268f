"""`newswire eval`: quality on labelled news."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any, BinaryIO, Final

import click
import orjson

from stream.cli.eval_tagging_command import tagging
from stream.cli.eval_threads_command import threads
from stream.cli.main import SuggestingGroup
from stream.cli.output import print_json, print_line, progress, say
from stream.config.settings import Settings
from stream.config.settings_source import load
from stream.evaluation.clusters import ArticlePair, ClusterScore, score_groups
from stream.evaluation.final_stories import final_stories
from stream.evaluation.labelled_news import raw_record, read_labelled, read_pairs
from stream.evaluation.scoring import LabelError
from stream.model.plurals import counted
from stream.pipeline.replay import replay

OPENING: Final = 400  # characters of a text: enough to see why two were taken for one
_MEASURES: Final = ("precision", "recall", "f1", "ari")


@click.group(name="eval", cls=SuggestingGroup)
def eval_() -> None:
    """Measure quality on labelled news."""


eval_.add_command(tagging)
eval_.add_command(threads)


@eval_.command()
@click.argument("data", type=click.File("rb"))
@click.option(
    "--ignore", type=click.File("rb"), help='Pairs ({"a", "b"} a line) that are neither right nor wrong.'
)
@click.option(
    "--orders", default=1, show_default=True, type=click.IntRange(min=1), help="Orders of arrival to try."
)
@click.option("--seed", default=1, show_default=True, help="Seed of the orders; the first is the file's own.")
@click.option(
    "--pairs", is_flag=True, help="With the openings of both texts under each wrong or missed pair."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def dedup(
    data: BinaryIO, ignore: BinaryIO | None, orders: int, seed: int, pairs: bool, as_json: bool
) -> None:
    """Score copy detection on DATA: lines of {"id", "cluster", "title", "body", …}.

    Prints pair precision, recall, F1 and the adjusted Rand index of the final stories for each order of arrival, and
    of each measure the worst; then the pairs that were wrongly joined or missed in the worst order, for reading.
    """
    settings = load()
    labelled = read_labelled(data, "cluster", needed=True)
    left_out = read_pairs(ignore or ())
    gold = {str(item["id"]): str(item["cluster"]) for item in labelled}
    scores = []
    shuffled = random.Random(seed)  # noqa: S311 - orders of arrival, no secret
    with progress("orders", orders) as bar:
        for order in range(orders):
            if order:
                shuffled.shuffle(labelled)
            scores.append(_scored(labelled, gold, left_out, settings))
            bar.advance(1)
    worst = min(scores, key=lambda one: one.f1)
    if as_json:
        for one in scores:
            listed = {"wrong": sorted(map(sorted, one.wrong)), "missed": sorted(map(sorted, one.missed))}
            print_json({**{name: getattr(one, name) for name in _MEASURES}, **listed})
    else:
        for number, one in enumerate(scores, start=1):
            print_line(f"order {number}: {_shown(one)}")
        lowest = {name: min(getattr(one, name) for one in scores) for name in _MEASURES}
        print_line(f"worst:   {_shown(replace(worst, **lowest))}")
        texts = {str(item["id"]): item for item in labelled}
        for name, wrong in (("wrong", worst.wrong), ("missed", worst.missed)):
            for pair in wrong:
                print_line(f"{name}: {min(pair)} {max(pair)}")
                for article in sorted(pair):
                    print_line(f"  {article}: {_opening(texts[article], OPENING if pairs else 0)}")
    say(
        f"{counted(len(gold), 'article')}, {counted(len(set(gold.values())), 'story', 'stories')} labelled, {counted(len(left_out), 'pair')} left out."
    )


def _scored(
    labelled: list[dict[str, Any]], gold: dict[str, str], ignore: list[ArticlePair], settings: Settings
) -> ClusterScore:
    raw = (raw_record(item) for item in labelled)
    records = [(o.stream.value, orjson.loads(o.value)) for o in replay(raw, settings, None)]
    lost = [value["message"] for stream, value in records if stream == "deadletters"]
    if lost:
        msg = f"{len(lost)} of the articles could not be read, the first because: {lost[0]}"
        raise LabelError(msg)
    return score_groups(gold, final_stories(records), ignore)


def _shown(one: ClusterScore) -> str:
    return f"precision {one.precision:.4f}  recall {one.recall:.4f}  F1 {one.f1:.4f}  ARI {one.ari:.4f}"


def _opening(item: dict[str, Any], characters: int) -> str:
    who = f"{item.get('outlet') or item.get('source') or 'unknown'}: {item.get('title') or '(no headline)'}"
    return f"{who} | {' '.join(item['body'][:characters].split())}" if characters else who
