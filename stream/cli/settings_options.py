"""`--config` and `--broker`, which every command takes: the file of settings, and the setting that changes most often."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from stream.config.setting_values import broker_url

# The variable that each option stands for, by the name of its parameter.
VARIABLES: Final = {"config_file": "NEWSWIRE_CONFIG", "broker_address": "NEWSWIRE_BROKER"}
_GIVEN: Final = f"{__name__}.given"  # in click's meta: the variables that came by an option


def with_settings(command: click.Command) -> click.Command:
    """A command with both options, at every level below it; one that has them is left as it is."""
    if all(parameter.name not in VARIABLES for parameter in command.params):
        command.params.extend(_options())
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            with_settings(inner)
    return command


def given_by_option(variable: str) -> bool:
    """Whether a variable's value came by an option of the command that runs, and not from outside."""
    context = click.get_current_context(silent=True)
    return context is not None and variable in context.meta.get(_GIVEN, ())


def _options() -> list[click.Parameter]:
    return [
        click.Option(
            ["--config", "config_file"],
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="TOML file of settings, instead of NEWSWIRE_CONFIG.",
            callback=_put(str),
            expose_value=False,
            is_eager=True,
        ),
        click.Option(
            ["--broker", "broker_address"],
            metavar="HOST:PORT",
            help="Address of Kafka, instead of NEWSWIRE_BROKER.",
            callback=_put(_address),
            expose_value=False,
            is_eager=True,
        ),
    ]


def _put(text_of: Callable[[Any], str]) -> Callable[[click.Context, click.Parameter, Any], None]:
    """What sets the option's variable for as long as its command runs: the settings are read from there alone."""

    def put(context: click.Context, parameter: click.Parameter, value: Any) -> None:
        if value is None or context.resilient_parsing:
            return
        variable = VARIABLES[str(parameter.name)]
        before = os.environ.get(variable)
        os.environ[variable] = text_of(value)
        context.meta[_GIVEN] = {*context.meta.get(_GIVEN, ()), variable}

        def restore() -> None:
            if before is None:
                del os.environ[variable]
            else:
                os.environ[variable] = before

        context.call_on_close(restore)

    return put


def _address(value: str) -> str:
    try:
        return broker_url(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
