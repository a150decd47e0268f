from __future__ import annotations

import pytest

from stream.config.settings import Settings
from stream.pipeline.comparison import STAGES, SettingError, changed


@pytest.mark.parametrize("name", ["containment", "dedup.containment", "NEWSWIRE_CONTAINMENT"])
def test_a_setting_is_taken_by_each_of_its_names(name: str) -> None:
    """As the table of settings has it, as the TOML file, and with its stage."""
    assert changed(Settings(), [f"{name}=0.9"]).containment == 0.9


def test_no_name_is_in_two_stages() -> None:
    """Else the short name would not say which is meant."""
    names = [name for stage in STAGES.values() for name in stage]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ["contianment", "dedup.contianment", "NEWSWIRE_CONTIANMENT"])
def test_a_misspelt_one_is_answered_with_the_one_that_is_meant(name: str) -> None:
    """And with all that a replay can feel."""
    with pytest.raises(SettingError, match=r"NAME one of intake.*; did you mean containment\?$"):
        changed(Settings(), [f"{name}=0.9"])


@pytest.mark.parametrize("given", ["partitions=8", "intake.containment=0.9", "containment", "=1", ""])
def test_what_a_replay_does_not_feel_is_refused(given: str) -> None:
    """With what it does."""
    with pytest.raises(SettingError, match=r"expected NAME=VALUE, NAME one of intake\.default_language"):
        changed(Settings(), [given])


def test_a_value_that_does_not_fit_is_refused_by_its_name() -> None:
    """Not by the environment's, which is not at fault."""
    with pytest.raises(SettingError, match=r"^--set: dedup\.containment: must be 1 or less \(got '7'\)$"):
        changed(Settings(), ["containment=7"])
