"""`newswire password`: a line for the file of users that the desk page asks for."""

from __future__ import annotations

import click

from stream.cli.main import Failed
from stream.cli.output import say
from stream.desk.desk_auth import Role, feed_token, user_line


@click.command()
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.READ.value,
    show_default=True,
    help="`read` the pages, or `mark` on them as well; `feed`: a token for a program, which fetches exports and feeds alone.",
)
def password(name: str, role: str) -> None:
    """Print the line of a user for the file that NEWSWIRE_DESK_AUTH=basic:FILE names.

    Asks for the password twice; without a terminal it reads the first line of stdin. The line holds a salt and the key that scrypt
    derives, never the password. For `feed` it asks nothing: it makes a token and prints it once, on stderr.
    """
    if role == Role.FEED.value:
        try:
            token, line = feed_token(name)
        except ValueError as error:
            raise Failed(str(error)) from error
        click.echo(line)
        say(f"Token, said this once: {token}")
        say(f"Feeds take it in the address: /stories.rss?token={token}")
        return
    stdin = click.get_text_stream("stdin")
    if stdin.isatty():
        given = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        given = stdin.readline().rstrip("\r\n")
    try:
        line = user_line(name, Role(role), given)
    except ValueError as error:
        raise Failed(str(error)) from error
    click.echo(line)
