"""Read the settings. Errors name the setting, where it is set and what is expected there.

`settings` says what each of them means.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from stream.config import refusals
from stream.config.settings import Settings
from stream.model.errors import StopError

_log = logging.getLogger(__name__)


def unread() -> Settings:
    """The defaults, with the log format if that can be read: settings for the error message when `load` fails."""
    values: dict[str, Any] = {}
    file = os.environ.get("NEWSWIRE_CONFIG")
    if file:
        with contextlib.suppress(OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            values = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    form = os.environ.get("NEWSWIRE_LOG_FORMAT", values.get("log_format"))
    return Settings.model_construct(log_format="json" if form == "json" else "console")


def load(**overrides: Any) -> Settings:
    """Read the settings; a warning names the variables that resemble no setting.

    Raises:
        StopError: a setting is invalid; the message names each, where it is set, its value and the way out.
    """
    settings = read_settings(**overrides)
    for variable in ignored():
        _log.warning(refusals.without_effect(variable))
    return settings


def read_settings(**overrides: Any) -> Settings:
    """`load`, without the warning.

    Raises:
        StopError: as `load`.
    """
    file = os.environ.get("NEWSWIRE_CONFIG")
    if file and not Path(file).is_file():
        msg = f"NEWSWIRE_CONFIG={file}: no such file. Name a TOML file, or unset it."
        raise StopError(msg)
    # A misspelt setting is an error, in the environment as in the file: otherwise it would silently have no effect.
    unknown = refusals.unknown_variables(os.environ, Settings.model_fields)
    lines = [refusals.misspelt(variable, meant) for variable, meant in unknown.items() if meant is not None]
    try:
        settings = Settings(**overrides)
    except ValidationError as error:
        lines += [_refusal(problem, overrides, file) for problem in error.errors()]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        msg = f"NEWSWIRE_CONFIG={file}: {error}. Name a readable TOML file, or unset it."
        raise StopError(msg) from error
    if lines:  # raised here, without a cause: pydantic's repeats the values, secrets included
        raise StopError("\n".join(lines))
    return settings


def ignored() -> list[str]:
    """The variables with the prefix of settings that resemble no setting: they have no effect."""
    unknown = refusals.unknown_variables(os.environ, Settings.model_fields)
    return [variable for variable, meant in unknown.items() if meant is None]


def origin(name: str, file: str | None) -> str | None:
    """Where a setting's value comes from: its environment variable, the TOML file's path, or None for the default."""
    variable = f"{refusals.PREFIX}{name}".upper()
    for found in os.environ:
        if found.upper() == variable:
            return found
    if file and name in tomllib.loads(Path(file).read_text(encoding="utf-8")):
        return file
    return None


def _refusal(problem: Mapping[str, Any], overrides: Collection[str], file: str | None) -> str:
    """One of pydantic's findings as a line, which begins with where the setting stands."""
    if not problem["loc"]:
        # The error is about several settings together, and pydantic names none: name those that the file sets.
        said = refusals.expectation(problem)
        named = [name for name in Settings.model_fields if re.search(rf"\b{name}\b", said)]
        in_file = [name for name in named if name not in overrides and file and origin(name, file) == file]
        return f"{said} ({file} sets {' and '.join(in_file)})" if in_file else said
    name = str(problem["loc"][0])
    place = f"{refusals.PREFIX}{name.upper()}"
    if file and name not in overrides and origin(name, file) == file:
        place = f"{file}: {name}"
    if problem["type"] == "extra_forbidden":  # its value is not repeated: it may be a misspelt password's
        return f"{place}: {refusals.no_such_setting(name, Settings.model_fields)}"
    return f"{place}: {refusals.expectation(problem)}{refusals.value_shown(problem, name)}"
