"""How far the desk has read its topics, for the line on every page that tells whether it shows the present."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class ReaderStanding:
    """What the reader tells the pages; only the reader writes it.

    `reading` says that the topics are being read. `behind` are the records not read yet by stream, `shown_until` the time
    (milliseconds since 1970) up to which every topic is read while there are such, 0 where all is read. `problem` says why nothing is read, since `problem_since` (milliseconds
    since 1970). `replayed` marks a day that was made without a broker: its present is its newest record. `notes` are what
    a person should know of how the topics were read, the last ones. `rebuilding` says that a new database is being made, and the old one
    shown meanwhile.
    """

    behind: dict[str, int] = field(default_factory=dict)
    shown_until: int = 0
    problem: str = ""
    problem_since: int = 0
    unreadable: int = 0
    records: int = 0
    replayed: bool = False
    reading: bool = False
    notes: list[str] = field(default_factory=list)
    rebuilding: bool = False

    def lines(self, shown: str) -> list[str]:
        """What a page says when it is not the present; `shown` is the newest record's time."""
        said = []
        if self.replayed:
            said.append(f"A made-up day, without a broker; its clock stands at {shown}.")
        if self.problem:
            said.append(f"{self.problem}; newest shown {shown}.")
        waiting = sum(self.behind.values())
        if self.rebuilding:
            said.append(
                f"The database is made anew: {self.records:,} records read, {waiting:,} to go. Until then this is the old one; newest shown {shown}."
            )
        elif waiting:
            said.append(f"{waiting:,} records behind; newest shown {shown}.")
        if self.notes:
            parts = (
                "1 part of a topic was" if len(self.notes) == 1 else f"{len(self.notes)} parts of topics were"
            )
            said.append(f"{parts} made anew and read from the start since this desk began; About says which.")
        if self.unreadable:
            said.append(
                f"{self.unreadable:,} records could not be read: another version of newswire wrote them."
            )
        return said
