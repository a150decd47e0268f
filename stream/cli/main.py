"""The `newswire` command: a table of commands, each loaded only when it is asked for.

Exit codes: 0 done, 1 failed (one clear message on stderr, no traceback), 2 wrong usage.
"""

from __future__ import annotations

import difflib
import io
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import version
from typing import Any, NamedTuple

import click
from click.shell_completion import CompletionItem

from stream.cli.settings_options import with_settings
from stream.model.errors import NewswireError


class Command(NamedTuple):
    """Where a command lives (`module:attribute`) and its line in `newswire --help`."""

    target: str
    summary: str


# The summaries are here so that `newswire --help` imports none of the commands: Faust alone takes a second.
COMMANDS: dict[str, Command] = {
    "worker": Command("stream.cli.worker_command:worker", "Run a worker until it is told to stop."),
    "doctor": Command("stream.cli.doctor_command:doctor", "Look at everything that a worker needs."),
    "status": Command(
        "stream.cli.status_command:status", "Say how far the workers are behind, and which there are."
    ),
    "topics": Command("stream.cli.topics_command:topics", "Create the topics, or check them."),
    "lint": Command(
        "stream.cli.lint_command:lint", "Say what of a feed's files would be read, without a broker."
    ),
    "send": Command("stream.cli.send_command:send", "Send articles from files into a topic."),
    "tail": Command("stream.cli.tail_command:tail", "Print the records of a topic."),
    "deadletters": Command(
        "stream.cli.deadletters_command:deadletters", "List dead letters, show one, or send them in again."
    ),
    "notify": Command(
        "stream.cli.notify_command:notify", "Send notices to webhooks, Slack, Teams and mailboxes."
    ),
    "desk": Command("stream.cli.desk_command:desk", "Serve the page that a wire desk keeps open."),
    "password": Command("stream.cli.password_command:password", "Make a line for the desk's file of users."),
    "threads": Command(
        "stream.cli.threads_command:threads",
        "Run files through the pipeline, and print what is about one event.",
    ),
    "replay": Command(
        "stream.cli.replay_command:replay", "Run files through the whole pipeline, without a broker."
    ),
    "tag": Command("stream.cli.tag_command:tag", "Tag texts for armed conflict, without a broker."),
    "explain": Command("stream.cli.explain_command:explain", "Say why an article got its verdict."),
    "config": Command(
        "stream.cli.config_command:config", "Show the settings, check them, or begin a file of them."
    ),
    "broker": Command("stream.cli.broker_command:broker", "Run the embedded broker, for laptops and demos."),
    "demo": Command("stream.cli.demo_command:demo", "Show the whole pipeline on a sample feed."),
    "eval": Command("stream.cli.eval_command:eval_", "Measure quality on labelled news."),
}


class Failed(click.ClickException):
    """A failure with a message for a person; exit code 1."""

    def show(self, file: Any = None) -> None:
        """Print the message alone, on stderr."""
        click.echo(f"newswire: {self.format_message()}", file=file, err=file is None)


class SuggestingGroup(click.Group):
    """A group that names the command that is meant where one is misspelt."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or fail with the nearest."""
        asked = args[0]
        if not ctx.resilient_parsing and not asked.startswith("-") and self.get_command(ctx, asked) is None:
            names = self.list_commands(ctx)
            near = difflib.get_close_matches(asked.lower(), names, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(names)}."
            ctx.fail(f"No such command {asked!r}. {hint}")
        return super().resolve_command(ctx, args)


class LazyGroup(SuggestingGroup):
    """A group that loads a command's module when the command is used, and turns our errors into messages.

    Args:
        table: the commands, those of `newswire` unless told.
        more: as of any group.
    """

    def __init__(self, *, table: Mapping[str, Command] = COMMANDS, **more: Any) -> None:
        super().__init__(**more)
        self._table = table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names in the order of the table: the order in which a newcomer needs them."""
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Import the one command that is asked for."""
        if cmd_name not in self._table:
            return None
        module, _, attribute = self._table[cmd_name].target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return with_settings(command)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What a shell offers: the commands from the table, none of them loaded, and the options."""
        names = [
            CompletionItem(name, help=entry.summary)
            for name, entry in self._table.items()
            if name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - as above
        formatter: click.HelpFormatter,
    ) -> None:
        """List the commands from the table, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in self._table.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that we raise on purpose becomes its message and exit code 1."""
        try:
            return super().invoke(ctx)
        except NewswireError as error:
            raise Failed(str(error)) from error
        except BrokenPipeError:  # the reader of our output has closed it, as `head` does: no failure
            _read_no_more()
            ctx.exit(0)
        except OSError as error:  # a file that cannot be read or written, a disk that is full
            if error.strerror is None:
                raise
            place = f"{error.filename}: " if error.filename else ""
            msg = f"{place}{error.strerror}"
            raise Failed(msg) from error


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("newswire-stream"), prog_name="newswire")
def cli() -> None:
    """Tell copies, versions and kills apart on a wire feed, and tag armed conflict.

    Settings come from the environment (NEWSWIRE_*) or a TOML file that --config or NEWSWIRE_CONFIG names:
    `newswire config show` lists them.
    """


with_settings(cli)


def _read_no_more() -> None:
    """Discard what is still to be written: Python would print an error about it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def main(parts: object = None) -> None:
    """Where the `newswire` script starts; `parts` reach the command, as the parts of a worker that stand in for others."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal in Latin-1 has no arrow and no ellipsis: what it cannot show is escaped, and nothing fails.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    cli(prog_name="newswire", obj=parts)
