from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from bench import history
from bench.comparison import Drained
from bench.history import Line, held, is_gross, read

ROOT = Path(__file__).parent.parent.parent


def rounds(ratio: float) -> dict[str, list[Drained]]:
    """One round in which ours costs so many times the relay."""
    return {
        "ours": [Drained(100, 1.0, ratio * 0.01, 1.0, {})],
        "relay-aio": [Drained(100, 1.0, 0.01, 1.0, {})],
    }


def measured(file: Path, ratio: float, *, keep: bool = True) -> int:
    """The history held to a ratio, with a core that is not compiled."""
    return held(file, rounds(ratio), file.parent, keep=keep)


def lines(*ratios: float) -> list[Line]:
    """A history of these ratios."""
    return [Line("2031-05-04", "abc", 100, "3.11", True, ratio) for ratio in ratios]


def test_a_history_is_kept_line_by_line(tmp_path: Path) -> None:
    """Each time adds one with the ratio, and no absolute time."""
    file = tmp_path / "history.jsonl"
    assert 0 == measured(file, 50.0)
    assert 0 == measured(file, 60.0)
    assert [50.0, 60.0] == [line.ratio for line in read(file)]
    assert {"date", "commit", "articles", "python", "compiled", "ratio"} == set(
        orjson.loads(file.read_bytes().splitlines()[0])
    )


def test_comparing_writes_nothing(tmp_path: Path) -> None:
    """It prints and judges alone, so a checkout stays as it is."""
    file = tmp_path / "history.jsonl"
    assert 0 == measured(file, 50.0, keep=False)
    assert not file.exists()


def test_a_gross_regression_fails_and_is_not_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It would be the standard of the next ones."""
    file = tmp_path / "history.jsonl"
    measured(file, 50.0)
    assert 1 == measured(file, 101.0)
    assert "FAILED" in capsys.readouterr().out
    assert [50.0] == [line.ratio for line in read(file)]


def test_only_far_above_the_last_ones_is_gross() -> None:
    """A noisy machine is not; neither is the first line, nor one slow line among the last a standard."""
    assert not is_gross(1000.0, [])
    assert not is_gross(99.0, lines(50.0))
    assert is_gross(101.0, lines(50.0))
    assert is_gross(101.0, lines(50.0, 50.0, 400.0))
    assert not is_gross(101.0, lines(10.0, 10.0, 60.0, 60.0, 60.0, 60.0, 60.0))


def test_a_compiled_core_is_held_to_compiled_ones(tmp_path: Path) -> None:
    """A machine without a compiler is no regression."""
    file = tmp_path / "history.jsonl"
    core = tmp_path / "built" / "stream" / "dedup"
    core.mkdir(parents=True)
    (core / "judge.so").touch()
    assert 0 == held(file, rounds(50.0), tmp_path / "built", keep=True)
    assert 0 == measured(file, 150.0)
    assert 1 == held(file, rounds(150.0), tmp_path / "built", keep=True)
    assert [True, False] == [line.compiled for line in read(file)]


def test_a_history_needs_ours_and_the_relay(tmp_path: Path) -> None:
    """A ratio of others would be taken for it."""
    with pytest.raises(ValueError, match="not run: relay-aio"):
        held(tmp_path / "history.jsonl", {"ours": rounds(1.0)["ours"]}, tmp_path, keep=True)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    """By file and number: a merge may have left its marks in it."""
    file = tmp_path / "history.jsonl"
    file.write_text("<<<<<<<\n")
    with pytest.raises(ValueError, match=r"history\.jsonl, line 1"):
        read(file)


def test_the_history_of_this_repository_can_be_read() -> None:
    """Its lines are what the code reads, and there is one to compare with."""
    assert read(ROOT / "bench" / "history.jsonl")
    assert history.RELAY in (ROOT / ".ci" / "run").read_text()
