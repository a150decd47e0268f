"""`newswire topics`: make the topics, and hold them against what the settings say."""

from __future__ import annotations

import asyncio
from dataclasses import asdict

import click

from stream import __version__
from stream.cli.main import Failed, SuggestingGroup
from stream.cli.output import print_json, print_line, say
from stream.config.settings_source import load
from stream.kafka import admin
from stream.kafka.asyncapi import asyncapi_document
from stream.kafka.topic_findings import Severity
from stream.model.plurals import counted


@click.group(cls=SuggestingGroup)
def topics() -> None:
    """Create the topics, or check them."""


@topics.command()
@click.option("--json", "as_json", is_flag=True, help='Print {"created": [names]}.')
def create(as_json: bool) -> None:
    """Create the topics that are missing.

    Prints the name of each topic made. Topics that exist are left as they are; one that cannot be worked with, as its
    count of partitions is another, is named, and the exit code is 1. `newswire topics check` says all that does not fit.
    """
    present = load()
    made = asyncio.run(admin.create_missing(present))
    unfit = asyncio.run(admin.unfit(present))
    if as_json:
        print_json({"created": made})
    else:
        for name in made:
            print_line(name)
        say(f"{counted(len(made), 'topic')} created." if made else "All topics are there.")
    if unfit:
        raise Failed("\n".join(unfit))


@topics.command()
@click.option("--json", "as_json", is_flag=True, help="Print one finding a line.")
def check(as_json: bool) -> None:
    """Hold the topics on the broker against the settings.

    Exits with 1 when a topic is missing or has the wrong count of partitions; a wrong retention, cleanup policy
    or message size is a warning.
    """
    findings = asyncio.run(admin.topics_amiss(load()))
    for finding in findings:
        if as_json:
            print_json(asdict(finding))
        else:
            print_line(f"{finding.severity}: {finding}")
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if errors:
        msg = f"{counted(errors, 'topic')} cannot be worked with"
        raise Failed(msg)
    say("The topics fit." if not findings else "The topics can be worked with.")


@topics.command()
def asyncapi() -> None:
    """Print the topics and their records as an AsyncAPI 3.0 document.

    Topics and broker are those of the settings, and the schemas are inside: a client, a mock or a catalogue is made from
    it. Nothing is asked of the broker.
    """
    print_json(asyncapi_document(load(), __version__, whole=True))
