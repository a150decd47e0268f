"""`newswire config`: the settings as they are, and everything that is wrong with them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from stream.cli.main import Failed, SuggestingGroup
from stream.cli.output import print_json, print_line, print_table, say
from stream.cli.settings_options import given_by_option
from stream.config import refusals
from stream.config.settings import Settings
from stream.config.settings_file import commented
from stream.config.settings_source import ignored, load, origin, read_settings
from stream.kafka.connection import client_options
from stream.model.errors import StopError
from stream.model.plurals import counted


@click.group(cls=SuggestingGroup)
def config() -> None:
    """Show the settings, check them, or begin a file of them."""


@config.command()
@click.option("--changed", is_flag=True, help="Only those that differ from their default.")
@click.option("--json", "as_json", is_flag=True, help='Print {name: {"value": ..., "source": ...}}.')
def show(changed: bool, as_json: bool) -> None:
    """List every setting with its value and where it comes from; secrets are masked."""
    settings = load()
    values = settings.shown()
    if changed:
        defaults = Settings.model_construct()
        values = {
            name: value
            for name, value in values.items()
            if getattr(settings, name) != getattr(defaults, name)
        }
    if as_json:
        print_json({name: {"value": value, "source": source(name)} for name, value in values.items()})
        return
    rows = [
        (name, _text(value), source(name), Settings.model_fields[name].description or "")
        for name, value in values.items()
    ]
    print_table(("setting", "value", "source", "what it is"), rows)


@config.command()
@click.argument(
    "file", default="newswire.toml", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path)
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def init(file: Path, force: bool) -> None:
    """Write a TOML file with every setting, its default and what it is, each commented out.

    FILE is newswire.toml unless told; `-` prints it. Name it with --config or NEWSWIRE_CONFIG.
    """
    text = commented()
    if str(file) == "-":
        click.echo(text, nl=False)
        return
    try:
        with file.open("w" if force else "x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError as error:
        msg = f"{file} is there: name another file, or write over it with --force"
        raise Failed(msg) from error
    say(f"{file} written: take the # away from what you change, and name it with --config {file}.")


@config.command()
def check() -> None:
    """Say everything that is wrong with the settings, without asking a broker; exit 1 if anything is."""
    problems = check_settings()
    for problem in problems:
        print_line(problem)
    if problems:
        msg = f"{counted(len(problems), 'problem')} in the settings"
        raise Failed(msg)
    say("The settings are fine.")


def source(name: str) -> str:
    """Where a setting's value comes from: `command line`, `environment`, the TOML file's path, or `default`."""
    if given_by_option(f"{refusals.PREFIX}{name.upper()}"):
        return "command line"
    file = os.environ.get("NEWSWIRE_CONFIG")
    found = origin(name, file)
    if found is None:
        return "default"
    return found if found == file else "environment"


def check_settings() -> list[str]:
    """Each problem on one line: values that do not fit, unknown names, unusable files."""
    problems = [refusals.without_effect(variable) for variable in ignored()]
    try:
        settings = read_settings()
    except StopError as error:
        return [*problems, *str(error).splitlines()]
    return [*problems, *find_problems(settings)]


def find_problems(settings: Settings) -> list[str]:
    """What is wrong with the files and folders that the settings name, each on one line."""
    problems = []
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


def _nearest(path: Path) -> Path:
    """The path itself where it is there, else the nearest folder above it that is."""
    absolute = path.absolute()
    return next(folder for folder in (absolute, *absolute.parents) if folder.exists())


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)
