"""Why a setting is refused, in words of our own: where the value stands, what is expected, and what was found."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

PREFIX: Final = "NEWSWIRE_"
# Not settings: where the settings are, and where the labelled news and the cases of the quality tests are.
OTHER_NAMES: Final = frozenset({"NEWSWIRE_CONFIG", "NEWSWIRE_EVAL_CASES", "NEWSWIRE_EVAL_DATA"})
# What Kubernetes sets in every container for a Service whose name begins with `newswire`.
_SERVICE_LINK: Final = re.compile(
    r"_SERVICE_(HOST|PORT)(_\w+)?$|_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$"
)
_SERVICE_ADDRESS: Final = re.compile(r"^(tcp|udp|sctp)://")
# How alike a name is to a setting that it is a slip of the pen, as difflib's ratio: WIDNOW_DAYS, LOGLEVEL and SASL_USER are
# above it, names that somebody uses for a purpose of their own (NEWSWIRE_IMAGE, NEWSWIRE_HOME) below.
_ALIKE: Final = 0.75
_SHOWN: Final = 80  # characters of a value in a message
# What pydantic finds, by the type of its finding; the words in braces are the limits that it tells.
_EXPECTED: Final = {
    "int": "expects a whole number",
    "float": "expects a number",
    "finite_number": "expects a number that is not infinite",
    "bool": "expects true or false",
    "string": "expects a text",
    "path": "expects a path",
    "tuple": "expects a list, or words with commas between",
    "greater_than_equal": "must be {ge:g} or more",
    "greater_than": "must be above {gt:g}",
    "less_than_equal": "must be {le:g} or less",
    "less_than": "must be below {lt:g}",
    "string_too_long": "has more than {max_length} characters",
    "too_long": "has more than {max_length} entries",
}
# Patterns that are no plain list of words.
_PATTERNS: Final = {
    r"^(|none|open|basic:.+|proxy:[A-Za-z0-9-]+)$": "expects `none`, `basic:FILE`, `proxy:HEADER` or `open`",
    r"^(|https?://[^\s\"'<>{}]+)$": "expects an address that begins with http:// or https://, or nothing",
    r"^[A-Za-z0-9._-]+$": "expects letters, digits, dots, underscores and hyphens alone",
    r"^([a-z]{2,3})?$": "expects a language code of two or three small letters, as in `en`",
    r"^(learned|rules|spacy:[A-Za-z0-9_./-]+)$": "expects `learned`, `rules` or `spacy:MODEL`",
}


def expectation(problem: Mapping[str, Any]) -> str:
    """What a setting expects, from one of pydantic's findings about it (`ValidationError.errors`)."""
    kind, limits = problem["type"], problem.get("ctx", {})
    if kind == "value_error":  # raised by our own validators
        return str(limits["error"])
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(limits["pattern"]) or _one_of(limits["pattern"])
    words = _EXPECTED.get(kind) or _EXPECTED.get(kind.partition("_")[0], "expects another value")
    return words.format(**limits)


def value_shown(problem: Mapping[str, Any], setting: str) -> str:
    """The value that was found, for the end of a message; masked where it is a secret or holds one."""
    value = problem["input"]
    secret = "password" in setting or (setting == "broker" and "@" in str(value))
    return f" (got {'***' if secret else repr(value)[:_SHOWN]})"


def no_such_setting(name: str, settings: Iterable[str]) -> str:
    """What is said of a name in a TOML file that is no setting."""
    near = nearest_name(name, settings)
    if near is not None:
        return f"no such setting: did you mean {near}?"
    return "no such setting: `newswire config show` lists them; take it out"


def nearest_name(name: str, settings: Iterable[str]) -> str | None:
    """The setting that a name is most likely meant for, in small letters; None where none is like it."""
    asked = name.lower().removeprefix(PREFIX.lower()).replace("-", "_")
    found = difflib.get_close_matches(asked, sorted(settings), n=1, cutoff=_ALIKE)
    return found[0] if found else None


def unknown_variables(environment: Mapping[str, str], settings: Iterable[str]) -> dict[str, str | None]:
    """Variables with the prefix of settings that name no setting, each with the variable that is most likely meant, or None."""
    known = {name.lower() for name in settings}
    unknown: dict[str, str | None] = {}
    for variable in sorted(environment):
        upper = variable.upper()
        if not upper.startswith(PREFIX) or upper in OTHER_NAMES or upper[len(PREFIX) :].lower() in known:
            continue
        if _SERVICE_LINK.search(upper) or _SERVICE_ADDRESS.match(environment[variable]):
            continue
        near = nearest_name(variable, known)
        unknown[variable] = None if near is None else f"{PREFIX}{near.upper()}"
    return unknown


def misspelt(variable: str, meant: str) -> str:
    """What is said of a variable that is most likely a misspelt setting."""
    return f"{variable}: no such setting: did you mean {meant}?"


def without_effect(variable: str) -> str:
    """What is said of a variable that is like no setting."""
    return f"{variable}: no such setting, so it has no effect: `newswire config show` lists them; unset it"


def _one_of(pattern: str) -> str:
    words = [word for word in re.findall(r"[^|^$()]+", pattern) if word]
    empty = ", or nothing" if "(|" in pattern else ""
    return f"expects one of {', '.join(words)}{empty}"
