"""What every test gets: an environment without our variables, a broker where it asks, and honest deselection."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from scripts import compile_core
from stream.config.settings import Settings
from stream.kafka.embedded_broker import EmbeddedBroker
from stream.model.errors import StopError
from tests import chromium
from tests.apache import jars
from tests.apache_kafka import ApacheKafka
from tests.ops.sinks import postgres_server

EVAL_DATA = "NEWSWIRE_EVAL_DATA"
EVAL_CASES = "NEWSWIRE_EVAL_CASES"
_APACHE_TRIES = 3  # a start that fails by its ports is rare: two in a row were not seen
LEFT_OUT = "left_out"  # under which a process of xdist hands on what it left out

_left_out = pytest.StashKey[list[str]]()

# No test is timed: how long an example takes says how busy the machine is.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@dataclass(frozen=True, slots=True)
class Need:
    """What tests of a marker need of the machine: the tests in words, what is missing, and what to install."""

    tests: str
    missing: Callable[[], Sequence[str]]
    way_out: str


NEEDS: dict[str, Need] = {
    "apache": Need("tests on Apache Kafka", jars.missing_tools, "Java 17 or later"),
    "prometheus": Need(
        "tests with Prometheus",
        lambda: [name for name in ("promtool", "prometheus") if shutil.which(name) is None],
        "Debian and Ubuntu: apt install --no-install-recommends prometheus",
    ),
    "chromium": Need(
        "tests in a browser",
        chromium.missing,
        "Debian and Ubuntu: apt install --no-install-recommends chromium",
    ),
    "postgres": Need(
        "tests with PostgreSQL",
        postgres_server.missing,
        "Debian and Ubuntu: apt install --no-install-recommends postgresql",
    ),
    "node": Need(
        "tests that build the desk's files",
        lambda: [name for name in ("node", "npm") if shutil.which(name) is None],
        "node 18 or later with npm, and the npm registry within reach",
    ),
    "compiled": Need(
        "tests of the compiled core",
        lambda: [lacking] if (lacking := compile_core.missing()) else [],
        "Debian and Ubuntu: apt install gcc python3-dev",
    ),
}


def pytest_configure(config: pytest.Config) -> None:
    """In CI nothing is left out: the labelled news and every program must be there. Compiled is what is written."""
    stale = compile_core.outdated()
    if stale:
        msg = (
            f"{stale[0]} was changed after it was compiled, and the compiled module hides it: "
            "run `make install` to compile anew, or `make plain` to work without"
        )
        raise pytest.UsageError(msg)
    folder = os.environ.get(EVAL_DATA)
    if folder and not Path(folder).is_dir():
        msg = f"{EVAL_DATA}={folder}: no such folder. Name the folder of labelled news, or unset it."
        raise pytest.UsageError(msg)
    cases = os.environ.get(EVAL_CASES)
    if cases and not Path(cases).exists():
        msg = f"{EVAL_CASES}={cases}: no such file or folder. Name the cases of verdicts, or unset it."
        raise pytest.UsageError(msg)
    if not os.environ.get("CI"):
        return
    if not folder:
        msg = f"CI is set but {EVAL_DATA} is not: the quality tests would not run. Name the folder of labelled news."
        raise pytest.UsageError(msg)
    for need in NEEDS.values():
        missing = ", ".join(need.missing())
        if missing:
            msg = f"CI is set but {missing} is missing: {need.tests} would not run. Install {missing} ({need.way_out})."
            raise pytest.UsageError(msg)


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot run here; `pytest_terminal_summary` says so."""
    said = config.stash.setdefault(_left_out, [])
    if not os.environ.get(EVAL_CASES) and _leave_out("cases", config, items):
        said.append(f"The given cases of verdicts left out: set {EVAL_CASES} to run them")
    if not os.environ.get(EVAL_DATA):
        count = _leave_out("quality", config, items)
        if count:
            said.append(f"{count} quality tests left out: set {EVAL_DATA} to measure on labelled news")
    for marker, need in NEEDS.items():
        missing = ", ".join(need.missing())
        count = _leave_out(marker, config, items) if missing else 0
        if count:
            said.append(f"{count} {need.tests} left out: install {missing} ({need.way_out}) to run them")
    for item in items:
        # A module's tests share its fixtures, so its process; long tests that share nothing are spread.
        alone = item.get_closest_marker("alone") is not None
        item.add_marker(pytest.mark.xdist_group(item.nodeid if alone else item.nodeid.split("::")[0]))


def _leave_out(marker: str, config: pytest.Config, items: list[pytest.Item]) -> int:
    """Deselect the tests of a marker; how many they are."""
    out = [item for item in items if item.get_closest_marker(marker)]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]
    return len(out)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process of xdist hands on what it left out."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput[LEFT_OUT] = session.config.stash.get(_left_out, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """All processes collect the same tests and leave out the same: one of them says it."""
    node.config.stash[_left_out] = getattr(node, "workeroutput", {}).get(LEFT_OUT, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what did not run, and what makes it run."""
    for line in config.stash.get(_left_out, []):
        terminalreporter.write_line(line)


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the developer's shell reaches a test."""
    for name in os.environ:
        if name.startswith("NEWSWIRE_") and name not in {EVAL_DATA, EVAL_CASES}:
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def embedded() -> Iterator[str]:
    """Address of an embedded broker that the whole run shares, for what only it does."""
    with EmbeddedBroker() as broker:
        yield broker.url


@pytest.fixture(scope="session")
def apache() -> Iterator[ApacheKafka]:
    """A node of Apache Kafka that the whole run shares; who asks for it by name is marked `apache`."""
    with ExitStack() as stack:
        yield _started(stack)


def _started(stack: ExitStack) -> ApacheKafka:
    """A node, in another try where it does not start: its ports may be taken between their choice and its listening."""
    for _ in range(_APACHE_TRIES - 1):
        with suppress(StopError):
            return stack.enter_context(ApacheKafka())
    return stack.enter_context(ApacheKafka())


@pytest.fixture(scope="session", params=["embedded", pytest.param("apache", marks=pytest.mark.apache)])
def broker(request: pytest.FixtureRequest) -> str:
    """Address of a broker that the whole run shares: each test that asks runs on both kinds.

    Only `broker` tests may ask for it.
    """
    if request.param == "apache":
        kafka: ApacheKafka = request.getfixturevalue("apache")
        return kafka.url
    address: str = request.getfixturevalue("embedded")
    return address


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
