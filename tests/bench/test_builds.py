from __future__ import annotations

from pathlib import Path

import pytest

from bench.builds import Build, build_of, surroundings
from bench.whole import builds_of


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that looks like another build."""
    folder = tmp_path / "before"
    command = folder / ".venv" / "bin" / "newswire"
    command.parent.mkdir(parents=True)
    command.touch()
    return folder


def test_a_build_is_named_by_the_user_or_by_its_folder(checkout: Path) -> None:
    """Of another build the command in its environment is run."""
    assert Build("base", checkout) == build_of(f"base={checkout}")
    assert Build("before", checkout) == build_of(str(checkout))
    assert checkout / ".venv" / "bin" / "newswire" == build_of(str(checkout)).command


@pytest.mark.parametrize("text", ["base={0}/nowhere", "={0}/before", "{0}"])
def test_what_is_no_build_is_refused(checkout: Path, text: str) -> None:
    """The error names what is missing and how a build is given."""
    with pytest.raises(ValueError, match="NAME=PATH"):
        build_of(text.format(checkout.parent))


def test_contenders_are_ours_then_others(checkout: Path) -> None:
    """--ours is for both tiers; a name that two would have is refused."""
    found = builds_of(["ours", "ours-rules", "relay"], checkout, [f"base={checkout}"])
    assert ["ours", "ours-rules", "base"] == [build.name for build in found]
    assert ["learned", "rules", "learned"] == [build.tagger for build in found]
    assert {checkout} == {build.checkout for build in found}
    with pytest.raises(ValueError, match=r"^relay: two contenders"):
        builds_of([], None, [f"relay={checkout}"])


def test_a_worker_under_test_has_no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two builds are measured with their own defaults, whatever the shell has set for one of them."""
    monkeypatch.setenv("NEWSWIRE_BATCH_WAIT", "3")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    found = surroundings("kafka://host:1", "name")
    assert {"NEWSWIRE_BROKER", "NEWSWIRE_GROUP", "NEWSWIRE_TOPIC_PREFIX", "NEWSWIRE_CLOCK"} == {
        name for name in found if name.startswith("NEWSWIRE_")
    }
    assert "PYTHONPATH" not in found
    assert "PATH" in found
