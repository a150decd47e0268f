"""Values of settings in a form of their own: lists in the environment, addresses of brokers."""

from __future__ import annotations

from typing import Any

MEGABYTE = 1024 * 1024


def listed_words(value: Any) -> Any:
    """Accept `a, b` from the environment where TOML would hold a list."""
    return [word.strip() for word in value.split(",") if word.strip()] if isinstance(value, str) else value


def broker_url(value: str) -> str:
    """The bootstrap addresses as given, if they are.

    Raises:
        ValueError: one is no address, or holds a password.
    """
    for part in value.split(","):
        host = part.strip().removeprefix("kafka://")
        if "@" in host:  # not repeated in the message: what stands before it is a password
            msg = "holds a user or password: leave host:port and set NEWSWIRE_SASL_USERNAME and NEWSWIRE_SASL_PASSWORD"
            raise ValueError(msg)
        if "://" in host or not host or not host.rpartition(":")[2].isdigit():
            msg = (
                f"{part.strip()!r} is no broker address: write kafka://host:port, several with commas between"
            )
            raise ValueError(msg)
    return value
