"""The two kinds of failure, and no third.

A `RejectedError` is about one record: it goes to the dead letters with its reason and the batch goes on.
A `StopError` is about the surroundings (a broker away, a topic with the wrong shape, a full disk): nothing is
acknowledged and the worker ends with a message that says what to do.
"""

from __future__ import annotations


class NewswireError(Exception):
    """Root of every error this package raises on purpose."""


class RejectedError(NewswireError):
    """One record that a stage cannot take.

    Args:
        reason: a short code from a bounded set, fit for a metric label (`not_json`, `missing_field`, ...).
        field: the field at fault, as a path (`body`, `headlines[0].value`), or "" for the whole record.
        message: for a person: names the field, the value found and the way out.
    """

    def __init__(self, reason: str, field: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.field = field
        self.message = message


class StopError(NewswireError):
    """A fault of the surroundings: the worker must stop or retry, and acknowledge nothing."""
