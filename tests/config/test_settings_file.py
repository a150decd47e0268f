from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from stream.config.settings import Settings
from stream.config.settings_file import commented
from stream.config.settings_source import read_settings


def test_as_written_it_changes_nothing() -> None:
    """Every line is a comment."""
    assert tomllib.loads(commented()) == {}


def test_what_is_uncommented_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every setting but the secret is there, as TOML that is read back as its default, or as an example where it has none."""
    lines = [line[1:] for line in commented().splitlines() if line.startswith("#") and line[1:2].isalpha()]
    given = tomllib.loads("\n".join(lines))
    assert list(given) == [name for name in Settings.model_fields if name != "sasl_password"]
    file = tmp_path / "newswire.toml"
    defaults = Settings.model_construct()
    kept = [line for line in lines if getattr(defaults, line.partition(" =")[0]) is not None]
    file.write_text("\n".join(kept))
    monkeypatch.setenv("NEWSWIRE_CONFIG", str(file))
    assert read_settings() == Settings()


def test_each_setting_is_described() -> None:
    """In the words of the code."""
    text = " ".join(line.removeprefix("#").strip() for line in commented().splitlines())
    for name, field in Settings.model_fields.items():
        assert " ".join((field.description or "").split()) in text, name
