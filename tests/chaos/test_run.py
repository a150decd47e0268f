"""Short chaos runs: clean as the pipeline is, and unclean with any one of its guards taken away."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from tests.chaos.account import Report
from tests.chaos.run import Plan, run

pytestmark = [pytest.mark.broker, pytest.mark.alone]

KILLS = 4


def chaos(folder: Path, broker: str, *sabotage: str) -> Report:
    """A short run; what happened is printed for a test that fails."""
    command = ("-m", "tests.chaos.sabotaged_worker", *sabotage) if sabotage else ("-m", "stream", "worker")
    plan = Plan(kills=KILLS, seed=1, broker=broker, command=command)
    report = run(plan, folder, click.echo)
    click.echo(report)
    return report


@pytest.mark.parametrize("broker", ["embedded", pytest.param("apache", marks=pytest.mark.apache)])
def test_chaos_leaves_no_trace(tmp_path: Path, broker: str) -> None:
    """Workers killed (and Apache Kafka paused): nothing lost, contradicted, doubled or skipped, and work was repeated."""
    assert chaos(tmp_path, broker).clean


def test_lost_fetches_are_noticed(tmp_path: Path) -> None:
    """With the gap check in place, fetches that lose their beginning lose nothing."""
    assert chaos(tmp_path, "embedded", "dropped-fetches").clean


def test_without_the_gap_check_articles_are_lost(tmp_path: Path) -> None:
    """The same lost fetches, unnoticed: articles without a verdict, below the committed offset."""
    report = chaos(tmp_path, "embedded", "gap-check")
    assert report.lost
    assert report.offset_holes


def test_committing_unfinished_batches_loses_articles(tmp_path: Path) -> None:
    """A commit past a batch under way, then a kill: what was in it never comes back."""
    report = chaos(tmp_path, "embedded", "unfinished-batches")
    assert report.lost
    assert report.offset_holes


def test_batches_lost_in_hand_are_decided_again(tmp_path: Path) -> None:
    """Batches lost between their decisions and their rows change nothing."""
    assert chaos(tmp_path, "embedded", "lost-batches").clean


def test_going_on_with_what_was_lost_in_hand_forgets_articles(tmp_path: Path) -> None:
    """The same batches, taken for kept: their rows are never written, and the next worker knows nothing of them."""
    report = chaos(tmp_path, "embedded", "lost-in-hand")
    assert report.contradicted + report.double_originals


def test_ignoring_the_stored_position_contradicts(tmp_path: Path) -> None:
    """Judged again, an article of the table is its own redelivery."""
    assert chaos(tmp_path, "embedded", "stored-position").contradicted


def test_counting_contradicts(tmp_path: Path) -> None:
    """After a kill the table is ahead of the committed offset: `+= 1` counts again what it counted."""
    assert chaos(tmp_path, "embedded", "counting").contradicted
