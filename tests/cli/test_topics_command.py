from __future__ import annotations

from collections.abc import Callable

import pytest

from stream.config.settings import Settings
from stream.kafka.topics import specs
from tests.cli.conftest import Run, json_lines

pytestmark = pytest.mark.broker


def test_create_prints_what_it_made_and_check_agrees(
    run: Run, settings: Callable[..., Settings], environment: Callable[[Settings], None]
) -> None:
    """Names on stdout, the count on stderr; a second run makes nothing."""
    own = settings(partitions=2)
    environment(own)
    names = [spec.name for spec in specs(own)]
    made = run("topics", "create")
    assert names == made.stdout.splitlines()
    assert made.stderr == f"{len(names)} topics created.\n"
    again = run("topics", "create")
    assert (again.stdout, again.stderr) == ("", "All topics are there.\n")
    assert json_lines(run("topics", "create", "--json").stdout) == [{"created": []}]
    fit = run("topics", "check")
    assert (fit.stdout, fit.stderr) == ("", "The topics fit.\n")


def test_check_fails_on_missing_topics_and_wrong_counts(
    run: Run, settings: Callable[..., Settings], environment: Callable[[Settings], None]
) -> None:
    """Exit code 1, one finding a line, each with its way out."""
    environment(settings(partitions=2))
    assert "is missing: run `newswire topics create`" in run("topics", "check", code=1).stdout
    run("topics", "create")
    environment(settings(partitions=3))
    findings = json_lines(run("topics", "check", "--json", code=1).stdout)
    assert len(specs(settings())) == len(findings)
    assert {finding["severity"] for finding in findings} == {"error"}
    assert {finding["problem"] for finding in findings} == {"has 2 partitions, settings say 3"}
