"""The rows behind the tables."""

from __future__ import annotations

from datetime import timedelta

from stream.demo.check import check_outputs, expectations
from stream.demo.truth import Day
from stream.model.verdicts import Verdict
from tests.demo.conftest import Row


def test_a_story_row_has_its_copies_in_order_of_delay(day: Day, perfect: list[Row]) -> None:
    """Copies count from the story's first article, the quickest first, and the median is in the middle."""
    row = next(
        row for row in check_outputs(day, perfect).stories if row.headline.startswith("Fighters seize")
    )
    planted = [d.at for d, e in expectations(day) if e.label == "kesh-bridge" and e.verdict is Verdict.COPY]
    first = next(d.at for d, e in expectations(day) if e.label == "kesh-bridge")

    assert [copy.delay for copy in row.copies] == [at - first for at in planted]
    assert row.median_delay == row.copies[len(row.copies) // 2].delay
    assert row.agency == "Lantern Wire"
    assert [mark.partition(" ")[0] for mark in row.versions] == ["original", "update", "correction", "refile"]


def test_a_story_without_copies_has_no_median(day: Day, perfect: list[Row]) -> None:
    """An outlet's own report stands alone."""
    row = next(
        row for row in check_outputs(day, perfect).stories if row.headline.startswith("Rebels claim Port Esk")
    )

    assert (row.copies, row.median_delay, row.agency) == ((), None, "North Dispatch")


def test_merged_stories_are_one_row(day: Day, perfect: list[Row]) -> None:
    """As many rows as there are labels: the two halves count once."""
    labels = {expected.label for _, expected in expectations(day)}

    assert len(check_outputs(day, perfect).stories) == len(labels)


def test_a_conflict_row_says_where_and_how_many(day: Day, perfect: list[Row]) -> None:
    """Place with coordinates, casualties in words, what happened and who."""
    row = next(row for row in check_outputs(day, perfect).conflicts if row.place == "Gao")

    assert (row.latitude, row.longitude, row.country) == (16.2817, -0.0447, "XXX")
    assert row.casualties == ("7 killed",)
    assert row.events == ("Armed clash",)
    assert row.arms == ("mortar",)


def test_a_killed_story_is_shown_as_withdrawn(day: Day, perfect: list[Row]) -> None:
    """What was tagged before its kill is not left standing as fact."""
    withdrawn = [row.headline for row in check_outputs(day, perfect).conflicts if row.withdrawn]

    assert withdrawn == ["Air strike levels wing of Port Esk hospital, dozens feared dead"]


def test_an_embargo_is_let_go_at_its_time(day: Day, perfect: list[Row]) -> None:
    """The release notice shows when the embargo passed, an hour after the delivery in these outputs."""
    report = check_outputs(day, perfect)
    parked = next(d.at for d, e in expectations(day) if e.embargo == "released")
    row = next(row for row in report.notices if row.headline.startswith("Veldria displacement"))

    assert row.time == f"{parked + timedelta(hours=1):%H:%M}"
    assert [row.time for row in report.notices] == sorted(row.time for row in report.notices)
