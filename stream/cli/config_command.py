"""`newswire config`: the settings as they are, and everything that is wrong with them."""

from __future__ import annotations

import difflib
import os
import tomllib
from pathlib import Path
from typing import Any

import click

from stream.cli.main import Failed
from stream.cli.output import print_json, print_line, print_table, say
from stream.config.settings import Settings, load
from stream.kafka.connection import client_options
from stream.model.errors import StopError

_PREFIX = "NEWSWIRE_"
# Not settings: where the settings are, and where the labelled news and the cases of the quality tests are.
_OTHER_NAMES = frozenset({"NEWSWIRE_CONFIG", "NEWSWIRE_EVAL_CASES", "NEWSWIRE_EVAL_DATA"})


@click.group()
def config() -> None:
    """Show the settings, or check them."""


@config.command()
@click.option("--json", "as_json", is_flag=True, help='Print {name: {"value": ..., "source": ...}}.')
def show(as_json: bool) -> None:
    """List every setting with its value and where it comes from; secrets are masked."""
    values = load().shown()
    if as_json:
        print_json({name: {"value": value, "source": source(name)} for name, value in values.items()})
        return
    rows = [
        (name, _text(value), source(name), Settings.model_fields[name].description or "")
        for name, value in values.items()
    ]
    print_table(("setting", "value", "source", "what it is"), rows)


@config.command()
def check() -> None:
    """Say everything that is wrong with the settings, without asking a broker; exit 1 if anything is."""
    problems = find_problems()
    for problem in problems:
        print_line(problem)
    if problems:
        msg = f"{len(problems)} problems in the settings"
        raise Failed(msg)
    say("The settings are fine.")


def source(name: str) -> str:
    """Where a setting's value comes from: `environment`, the TOML file's path, or `default`."""
    if f"{_PREFIX}{name}".upper() in {variable.upper() for variable in os.environ}:
        return "environment"
    file = os.environ.get("NEWSWIRE_CONFIG")
    if file and name in tomllib.loads(Path(file).read_text()):
        return file
    return "default"


def find_problems() -> list[str]:
    """Each problem on one line: values that do not fit, unknown names, unusable files."""
    problems = unknown_names()
    try:
        settings = load()
    except StopError as error:
        return [*problems, *str(error).splitlines()]
    try:
        client_options(settings)
    except StopError as error:
        problems.append(str(error))
    folder = _nearest(settings.data_dir)
    if not os.access(folder, os.W_OK | os.X_OK) or not folder.is_dir():
        problems.append(
            f"NEWSWIRE_DATA_DIR={settings.data_dir}: cannot be written ({folder}): name another folder"
        )
    return problems


def unknown_names() -> list[str]:
    """Variables that look like ours and are none: most often a misspelt one, silently without effect."""
    known = {f"{_PREFIX}{name}".upper() for name in Settings.model_fields} | _OTHER_NAMES
    problems = []
    for variable in sorted(os.environ):
        if variable.upper().startswith(_PREFIX) and variable.upper() not in known:
            near = difflib.get_close_matches(variable.upper(), known, n=1)
            hint = f"did you mean {near[0]}?" if near else "unset it"
            problems.append(f"{variable}: no such setting: {hint}")
    return problems


def _nearest(path: Path) -> Path:
    """The path itself where it is there, else the nearest folder above it that is."""
    absolute = path.absolute()
    return next(folder for folder in (absolute, *absolute.parents) if folder.exists())


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)
