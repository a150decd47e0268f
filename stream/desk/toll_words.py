"""The tolls of a row in words."""

from __future__ import annotations

import orjson


def toll_words(tolls: str, kind: str = "killed") -> tuple[int | None, str]:
    """The least number of one kind in a row's tolls, and all that is said of it: (11, "at least 11 killed")."""
    for name, least, most, qualifier in orjson.loads(tolls):
        if name == kind:
            number = least if least is not None else most
            shown = f"{least}\N{EN DASH}{most}" if None not in (least, most) and least != most else number
            said = str(qualifier) if qualifier else ""
            if shown is None:
                return None, f"{said} {kind}".strip()
            if said and not any(char.isdigit() for char in said):
                return number, f"{said} {shown} {kind}"
            return number, f"{shown} {kind}"
    return None, ""
