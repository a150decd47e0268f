"""Pages of several stories, and daily reports in the same words: what holds for them in any order, and after a rebuild."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import example, given, settings
from hypothesis import strategies as st

from stream.dedup.stage import dedup
from stream.dedup.state.state import State
from stream.dedup.thresholds import DedupRules
from tests.dedup.cases.test_templates import INSTANCES
from tests.dedup.cases.wire import COUNCIL, DAM, MINE
from tests.dedup.harness import Desk, article, iso, stories
from tests.dedup.state.test_rebuild import counts, rebuilt
from tests.dedup.test_stage import log

DAY: Final = 24 * 60
MOST: Final = 9  # sent
PARTS: Final = (DAM, MINE, COUNCIL)
FRAMES: Final = ("toll", "quake", "weather")
STORY, PAGE, REPORT = "story", "page", "report"

# What is sent: a story, a page of several in an order, or a day's report; each by its agency or by an outlet.
_story = st.tuples(st.just(STORY), st.integers(0, len(PARTS) - 1))
_page = st.tuples(st.just(PAGE), st.permutations(range(len(PARTS))).map(tuple), st.integers(2, len(PARTS)))
_report = st.tuples(st.just(REPORT), st.sampled_from(FRAMES), st.integers(0, 2))
SENT: Final = st.lists(st.tuples(_story | _page | _report, st.booleans()), min_size=2, max_size=MOST)


def feed(sent: list[tuple[Any, bool]]) -> list[dict[str, Any]]:
    """The articles, each under a uri of its own and with a time of its own; the agency sends a thing once."""
    found = []
    agency_s: set[Any] = set()
    for at, (what, by_agency) in enumerate(sent):
        own = by_agency and what not in agency_s and what[0] != PAGE
        agency_s.add(what) if own else None
        headline, body, day = f"Item {at}", "", 0
        if what[0] == STORY:
            body = PARTS[what[1]]
        elif what[0] == PAGE:
            headline, body = "News in brief", "\n\n".join(PARTS[part] for part in what[1][: what[2]])
        else:
            body, day = INSTANCES[what[1]][what[2]], what[2]
        made = day * DAY + at + (0 if own else 60)
        source = "Harrow" if own else f"Outlet {at}"
        uri = f"urn:{'harrow' if own else 'outlet'}:{at}"
        found.append(
            article(
                uri,
                source=source,
                headline=headline,
                body=body,
                version_created=iso(made),
                received=2 * DAY + at,
            )
        )
    return found


def content(sent: list[tuple[Any, bool]]) -> dict[str, Any]:
    """What each uri of a feed carries."""
    return {each["uri"]: what for each, (what, _) in zip(feed(sent), sent, strict=True)}


@given(SENT, st.permutations(range(MOST)))
@example(
    [((PAGE, (0, 1, 2), 3), False), ((PAGE, (0, 2, 1), 2), False), ((PAGE, (0, 1, 2), 2), False)],
    [1, 2, 0, 3, 4, 5, 6, 7, 8],
).via("a page of three after two pages that each carry two of its stories")
@settings(max_examples=60)
def test_the_stories_are_the_same_in_any_order(sent: list[tuple[Any, bool]], order: list[int]) -> None:
    """Pages first, last or between, Tuesday's report before Monday's: the same stories, and nothing merges."""
    given_ = feed(sent)
    places = [at for at in order if at < len(given_)]
    shuffled = [{**given_[at], "received": 3 * DAY + place} for place, at in enumerate(places)]
    one, other = Desk(), Desk()
    told = [one.tell(*given_), other.tell(*shuffled)]
    assert stories(one.state) == stories(other.state)
    assert [[], []] == [[kind for kind in each.kinds if kind == "merge"] for each in told]


@given(SENT)
@settings(max_examples=60)
def test_no_page_is_of_a_story_and_no_report_of_another_day_s(sent: list[tuple[Any, bool]]) -> None:
    """Of one story are what carries the same: one text, one day's report, or pages of the same stories."""
    carries = {
        uri: what if what[0] != PAGE else (PAGE, frozenset(what[1][: what[2]]))
        for uri, what in content(sent).items()
    }
    desk = Desk()
    desk.tell(*feed(sent))
    for members in stories(desk.state):
        assert 1 == len({carries[uri] for uri in members})


@given(SENT, SENT, st.integers(1, 4))
@settings(max_examples=40)
def test_a_rebuilt_state_is_the_one_that_was_kept(
    before: list[tuple[Any, bool]], after: list[tuple[Any, bool]], together: int
) -> None:
    """From its rows comes a state that holds the same and says the same of all that follows."""
    more = [
        {**each, "uri": f"{each['uri']}:later", "received": 4 * DAY + at}
        for at, each in enumerate(feed(after))
    ]
    records = log([*feed(before), *more])
    first, rest = records[: len(before)], records[len(before) :]
    live = State(DedupRules())
    outcomes = [dedup(live, (record,)) for record in first]
    back = rebuilt(outcomes, together)
    assert counts(live) == counts(back)
    assert list(live.articles.items()) == list(back.articles.items())
    assert stories(live) == stories(back)
    assert dedup(live, rest).outputs == dedup(back, rest).outputs
    assert counts(live) == counts(back)
