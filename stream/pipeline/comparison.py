"""What other settings would have decided: the verdicts of two runs over the same records, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from stream.config.refusals import PREFIX, nearest_name
from stream.config.settings import Settings
from stream.config.settings_source import load
from stream.model.articles import Stream
from stream.model.errors import NewswireError

# The settings that change the outcome of a replay, by the stage that they belong to.
STAGES: Final = {
    "intake": ("default_language", "max_body_chars", "agencies"),
    "dedup": ("window_days", "containment", "related", "min_shared", "max_key_stories"),
}


class SettingError(NewswireError):
    """A setting given at the prompt that does not exist, or a value that does not fit it."""


@dataclass(frozen=True, slots=True)
class DecidedAs:
    """What was decided about one delivery; `match` and `containment` are of the article that a copy carries."""

    verdict: str
    rule: str
    text: str
    match: str | None
    containment: float | None


@dataclass(frozen=True, slots=True)
class ReplayDifference:
    """A delivery that two runs decide differently; None where a run gave it no verdict (a dead letter)."""

    article_id: str
    uri: str
    version: str
    source: str
    headline: str
    before: DecidedAs | None
    after: DecidedAs | None


def changed(settings: Settings, given: Iterable[str]) -> Settings:
    """The settings with others in their place, each given as `dedup.containment=0.6`.

    Raises:
        SettingError: naming the setting and the value, and what is possible.
    """
    values: dict[str, Any] = {}
    for each in given:
        name, equals, value = each.partition("=")
        setting = _meant(name.strip())
        if not equals or setting is None:
            known = [f"{of}.{one}" for of, names in STAGES.items() for one in names]
            near = nearest_name(
                name.strip().rpartition(".")[2], (one for names in STAGES.values() for one in names)
            )
            hint = "" if near is None or setting is not None else f"; did you mean {near}?"
            msg = f"--set {each}: expected NAME=VALUE, NAME one of {', '.join(known)}{hint}"
            raise SettingError(msg)
        values[setting] = value.strip()
    try:
        return load(**{**settings.model_dump(exclude_unset=True), **values})
    except NewswireError as error:
        said = str(error)
        for stage, names in STAGES.items():
            for name in names:
                said = said.replace(f"NEWSWIRE_{name.upper()}:", f"{stage}.{name}:")
        msg = f"--set: {said}"
        raise SettingError(msg) from None  # the cause names the environment, which is not at fault


def _meant(name: str) -> str | None:
    """The setting of a name as `dedup.containment`, `containment` or `NEWSWIRE_CONTAINMENT`; None where no such setting changes a replay."""
    for stage, names in STAGES.items():
        for one in names:
            if name in {one, f"{stage}.{one}", f"{PREFIX}{one.upper()}"}:
                return one
    return None


def differences(
    before: Iterable[tuple[str, dict[str, Any]]], after: Iterable[tuple[str, dict[str, Any]]]
) -> Iterator[ReplayDifference]:
    """Where two runs decide differently, from their (stream, value) records, in order of delivery."""
    first, second = _verdicts(before), _verdicts(after)
    for place in sorted(first.keys() | second.keys()):
        one, other = first.get(place), second.get(place)
        said = one or other
        was, would_be = _decision(one), _decision(other)
        if said is not None and _essence(was) != _essence(would_be):
            yield ReplayDifference(
                said["article_id"],
                said["uri"],
                said["version"],
                said["source"],
                said["headline"],
                was,
                would_be,
            )


def _verdicts(records: Iterable[tuple[str, dict[str, Any]]]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """The first verdict record of each delivery: a released embargo repeats it."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for stream, value in records:
        if stream in (Stream.JUDGED.value, Stream.COPIES.value):
            at = value["position"]
            found.setdefault((at["topic"], at["partition"], at["offset"], at.get("index", 0)), value)
    return found


def _decision(value: dict[str, Any] | None) -> DecidedAs | None:
    if value is None:
        return None
    reason, match = value["reason"], value["match"] or {}
    return DecidedAs(
        value["verdict"], reason["rule"], reason["text"], match.get("uri"), match.get("containment")
    )


def _essence(decision: DecidedAs | None) -> tuple[str, str, str | None] | None:
    return None if decision is None else (decision.verdict, decision.rule, decision.match)


def difference_sentence(difference: ReplayDifference) -> str:
    """A difference in one line for a person."""
    one = f"{difference.uri} (version {difference.version or '-'}, {difference.source})"
    return f"{one}: {_shown(difference.before)} \u2192 {_shown(difference.after)}"


def _shown(decision: DecidedAs | None) -> str:
    if decision is None:
        return "dead letter"
    if decision.match is None:
        return f"{decision.verdict} ({decision.rule})"
    return f"{decision.verdict} of {decision.match} ({decision.rule}, {decision.containment:.2f})"
