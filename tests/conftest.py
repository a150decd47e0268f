"""What every test gets: an environment without our variables, a broker where it asks, and honest deselection."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from stream.broker import EmbeddedBroker
from stream.settings import Settings

EVAL_DATA = "NEWSWIRE_EVAL_DATA"

_deselected = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    """In CI the labelled news must be there: quality that nobody measures is no quality."""
    folder = os.environ.get(EVAL_DATA)
    if folder and not Path(folder).is_dir():
        msg = f"{EVAL_DATA}={folder}: no such folder. Name the folder of labelled news, or unset it."
        raise pytest.UsageError(msg)
    if not folder and os.environ.get("CI"):
        msg = f"CI is set but {EVAL_DATA} is not: the quality tests would not run. Name the folder of labelled news."
        raise pytest.UsageError(msg)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what measures on labelled news when there is none; `pytest_terminal_summary` says so."""
    if os.environ.get(EVAL_DATA):
        return
    quality = [item for item in items if item.get_closest_marker("quality")]
    config.stash[_deselected] = len(quality)
    if quality:
        config.hook.pytest_deselected(items=quality)
        items[:] = [item for item in items if item not in quality]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what did not run, and what makes it run."""
    count = config.stash.get(_deselected, 0)
    if count:
        terminalreporter.write_line(
            f"{count} quality tests left out: set {EVAL_DATA} to measure on labelled news"
        )


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the developer's shell reaches a test."""
    for name in os.environ:
        if name.startswith("NEWSWIRE_") and name != EVAL_DATA:
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def broker() -> Iterator[str]:
    """Address of an embedded broker that the whole run shares; only `broker` tests may ask for it."""
    with EmbeddedBroker() as embedded:
        yield embedded.url


@pytest.fixture
def settings(broker: str, tmp_path: Path) -> Callable[..., Settings]:
    """Make settings on the shared broker, with topics, group and data folder that no other test has.

    Every call in one test gives the same names: two workers of one test share a group.
    """
    name = f"test-{uuid.uuid4().hex[:8]}"

    def make(**overrides: Any) -> Settings:
        own = {"broker": broker, "topic_prefix": name, "group": name, "data_dir": tmp_path / "data"}
        return Settings(**{**own, **overrides})

    return make


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Callable[[Settings], None]:
    """Put settings into the environment, where a command finds them."""

    def put(settings: Settings) -> None:
        for name in settings.model_fields_set:
            monkeypatch.setenv(f"NEWSWIRE_{name.upper()}", str(getattr(settings, name)))

    return put
