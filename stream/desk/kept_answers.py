"""What pages worked out of the database, kept for the next page as long as the database says the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

STEP: Final = 5_000  # milliseconds: what time alone changes (an hour that ends, a grace that is over) is seen so much later at most
MOST_KEPT: Final = 100  # answers; the largest, the figures of all outlets, take some hundred kilobytes

KeptAnswer = TypeVar("KeptAnswer")


class KeptAnswers:
    """Answers of one state of the database and of people's marks, by what was asked.

    Args:
        most: answers that are kept; beyond, all are worked out anew.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._state: tuple[Any, ...] = ()
        self._kept: dict[Hashable, Any] = {}

    def of(
        self, connection: sqlite3.Connection, now: int, asked: Hashable, answer: Callable[[], KeptAnswer]
    ) -> KeptAnswer:
        """The answer, worked out where it is not known. `asked` says all that it hangs on beside database, marks and time.

        `now` is the present in milliseconds since 1970.
        """
        state = (now // STEP, *_state(connection))
        if state != self._state or len(self._kept) >= self._most:
            self._kept, self._state = {}, state
        kept = self._kept  # another page may put a newer one in its place meanwhile
        if asked not in kept:
            kept[asked] = answer()
        found: KeptAnswer = kept[asked]
        return found


def _state(connection: sqlite3.Connection) -> tuple[Any, ...]:
    questions = ["SELECT number FROM change"]
    if any(name == "marks" for _, name, _ in connection.execute("PRAGMA database_list")):
        questions += [
            "SELECT count(*), max(at) FROM marks.mark",
            "SELECT count(*), max(at), sum(until) FROM marks.answer",
        ]
    return tuple(value for question in questions for value in connection.execute(question).fetchone())
