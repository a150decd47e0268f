"""What a feed is made of: the shares of its kinds of records, and its languages."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final


@dataclass(frozen=True, slots=True)
class Mix:
    """What a feed is made of: shares of all records, the rest are new; and the languages of made-up texts, by weight.

    Raises:
        ValueError: a share is below 0, or they leave nothing that is new.
    """

    copies: float = 0.44
    versions: float = 0.12
    again: float = 0.02
    kills: float = 0.005
    languages: tuple[tuple[str, float], ...] = (("en", 1.0),)

    def __post_init__(self) -> None:
        shares = {name: getattr(self, name) for name in SHARES}
        for name, share in {**shares, **dict(self.languages)}.items():
            if share < 0:
                msg = f"{name}={share:g}: a share cannot be below 0"
                raise ValueError(msg)
        if sum(shares.values()) >= 1:
            msg = f"{', '.join(f'{name}={share:g}' for name, share in shares.items())}: together they must stay below 1"
            raise ValueError(msg)
        if not any(weight for _, weight in self.languages):
            msg = "languages: at least one must have a weight above 0"
            raise ValueError(msg)

    def kind(self, draw: float) -> str:
        """The kind of a record that is no kill, for a number from 0 to 1."""
        for kind, share in (("copy", self.copies), ("update", self.versions), ("again", self.again)):
            draw -= share
            if draw < 0:
                return kind
        return "new"


SHARES: Final = tuple(each.name for each in fields(Mix) if each.name != "languages")


def mix_of(shares: str, languages: str) -> Mix:
    """A mix from `copies=0.4,kills=0.01` and `en=0.8,fr=0.2`, or `en,fr` for equal weights; the defaults for "".

    Raises:
        ValueError: a name that is none, or a number that is none.
    """
    given = _weights(shares)
    for name in given:
        if name not in SHARES:
            msg = f"{name}: no such share; there are {', '.join(SHARES)}"
            raise ValueError(msg)
    return Mix(**given, languages=tuple(_weights(languages).items()) or Mix().languages)


def _weights(text: str) -> dict[str, float]:
    found = {}
    for part in filter(None, text.split(",")):
        name, equals, number = part.partition("=")
        try:
            found[name.strip()] = float(number) if equals else 1.0
        except ValueError:
            msg = f"{part}: {number!r} is not a number"
            raise ValueError(msg) from None
    return found
