"""Commands that look through whole topics hold a record at a time, whatever the topics hold."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from stream.cli.surroundings import Surroundings, TopicReading
from stream.config.settings import Settings
from stream.model import codec
from stream.model.articles import Stream
from stream.model.outputs import DeadLetter
from stream.model.verdicts import Judged, Verdict
from tests.cli.conftest import Run, json_lines
from tests.instances import MATCH, RECORDS

RECORDS_READ, BYTES = 1500, 20_000  # of each topic: 30 MB, of which a twentieth may be held
MOST_HELD = 1_500_000


def instance(kind: type) -> Any:
    """A record of a kind."""
    return next(record for _, record in RECORDS if isinstance(record, kind))


def judged(number: int, body: str = "") -> Judged:
    """An original, a large one."""
    one: Judged = instance(Judged)
    own = replace(
        one.article, article_id=f"{number:016x}", uri=f"urn:wire:{number}", body=body or "x" * BYTES
    )
    return replace(one, article=own, verdict=Verdict.ORIGINAL, match=None)


def reader(values: dict[str, Callable[[int], Any]], given: Counter[str]) -> TopicReading:
    """`reading` with topics made up as they are read; `given` counts the records handed out."""

    async def read(settings: Settings, topic: str, *, until_end: bool) -> AsyncGenerator[Any, None]:
        assert settings.broker
        assert until_end
        make = values.get(topic)
        for offset in range(RECORDS_READ if make else 0):
            given[topic] += 1
            assert make is not None
            yield SimpleNamespace(value=codec.encode(make(offset)), partition=0, offset=offset)

    return read


def held(act: Callable[[], Any]) -> tuple[Any, int]:
    """What an act returns, and the most bytes that it held."""
    tracemalloc.start()
    try:
        return act(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_explain_holds_what_concerns_the_article_alone(run: Run) -> None:
    """The verdict, the text beside it, and nothing else; reading for the text ends where it is found."""
    settings, given = Settings(), Counter[str]()
    original = judged(7, "The ferry sailed again on Sunday, the harbour master said.")
    match = replace(MATCH, article_id=original.article.article_id)
    copy = judged(3, "The ferry sailed again on Sunday.")
    copy = replace(copy, verdict=Verdict.COPY, match=match)
    topics = {
        settings.topic(Stream.JUDGED): lambda at: original if at == 7 else judged(10_000 + at),
        settings.topic(Stream.COPIES): lambda at: copy if at == 3 else judged(20_000 + at),
    }
    around = Surroundings(reading=reader(topics, given))
    run("explain", copy.article.uri, "--json", given=around)  # what is loaded on first use is no record
    given.clear()
    done, most = held(lambda: run("explain", copy.article.uri, "--json", given=around))
    (found,) = json_lines(done.stdout)
    assert [copy.article.uri] == [value["uri"] for value in found["verdicts"]]
    assert [original.article.article_id] == [value["match"] for value in found["comparisons"]]
    assert most < MOST_HELD
    assert RECORDS_READ + 8 == given[settings.topic(Stream.JUDGED)]
    assert RECORDS_READ == given[settings.topic(Stream.COPIES)]


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_deadletters_list_holds_no_letters(run: Run, options: tuple[str, ...]) -> None:
    """They are printed as they are read, and their bytes are dropped."""
    settings = Settings()
    letter = replace(instance(DeadLetter), value="eHh4" * (BYTES // 4))
    topics = {settings.topic(Stream.DEADLETTERS): lambda _: letter}
    around = Surroundings(reading=reader(topics, Counter()))
    run("deadletters", "list", *options, given=around)
    done, most = held(lambda: run("deadletters", "list", *options, given=around))
    assert RECORDS_READ == len(done.stdout.splitlines())
    assert f"{RECORDS_READ} dead letters" in done.stderr
    assert most < MOST_HELD + 2 * len(done.stdout) * 2  # what it printed is held by the test
