"""Short chaos runs: clean as the pipeline is, and unclean without the guards whose loss `tests/simulation` does not find.

The others (`gap-check`, `unfinished-batches`, `stored-position`) are taken away in the simulation, in seconds;
`make chaos SABOTAGE=name` does it with a real broker.
"""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from tests.chaos.account import Report
from tests.chaos.run import Plan, command_of, run

pytestmark = [pytest.mark.broker, pytest.mark.alone, pytest.mark.once]

KILLS = 4


def chaos(folder: Path, broker: str, sabotage: str | None = None) -> Report:
    """A short run; what happened is printed for a test that fails."""
    plan = Plan(kills=KILLS, seed=1, broker=broker, command=command_of(sabotage))
    report = run(plan, folder, click.echo)
    click.echo(report)
    return report


@pytest.mark.parametrize("broker", ["embedded", pytest.param("apache", marks=pytest.mark.apache)])
def test_chaos_leaves_no_trace(tmp_path: Path, broker: str) -> None:
    """Workers killed (and Apache Kafka paused): nothing lost, contradicted, doubled or skipped, and work was repeated."""
    assert chaos(tmp_path, broker).clean


def test_batches_lost_in_hand_are_decided_again(tmp_path: Path) -> None:
    """Batches lost between their decisions and their rows change nothing."""
    assert chaos(tmp_path, "embedded", "lost-batches").clean


def test_going_on_with_what_was_lost_in_hand_forgets_articles(tmp_path: Path) -> None:
    """The same batches, taken for kept: their rows are never written, and the next worker knows nothing of them."""
    report = chaos(tmp_path, "embedded", "lost-in-hand")
    assert report.contradicted + report.double_originals


def test_counting_contradicts(tmp_path: Path) -> None:
    """After a kill the table is ahead of the committed offset: `+= 1` counts again what it counted."""
    assert chaos(tmp_path, "embedded", "counting").contradicted
