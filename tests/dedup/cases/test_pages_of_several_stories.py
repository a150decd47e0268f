"""A page that carries several stories joins none of them; a kill or correction of one names it for that part alone."""

from __future__ import annotations

from itertools import permutations
from typing import Any, Final

import pytest

from stream.intake.digests import is_digest
from tests.dedup.harness import Desk, article, iso, stories
from tests.dedup.texts import BRIDGE, BRIDGE_CORRECTED, HARVEST, STRIKE, prose

PARTS = {"bridge": BRIDGE, "harvest": HARVEST, "strike": f"BRELLIN, May 4 (Harrow) - {STRIKE}"}
KILL = {"pubstatus": "canceled", "version": "2", "headline": "KILL", "body": ""}


def part(name: str, **fields: Any) -> dict[str, Any]:
    """One of the agency's stories."""
    return article(f"urn:harrow:{name}", **{"headline": name, "body": PARTS[name], **fields})


def page(*names: str, headline: str = "News in brief", **fields: Any) -> dict[str, Any]:
    """An outlet's page of several."""
    body = "\n\n".join(PARTS[name] for name in names)
    return article(
        "https://gull.example/briefs", source="Gull", **{"headline": headline, "body": body, **fields}
    )


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_page_of_three_joins_none_in_any_order(order: tuple[int, ...]) -> None:
    """The parts first, the page first, or between: four originals of four stories, and no merger."""
    feed = [part("bridge"), part("harvest"), part("strike"), page("bridge", "harvest", "strike")]
    desk = Desk()
    told = desk.tell(*(feed[at] for at in order))
    assert ["original"] * 4 == told.verdicts
    assert [] == told.kinds
    assert 4 == len(stories(desk.state))


def test_a_page_says_what_it_contains_and_where() -> None:
    """Article, version and passage of each, in the order of the page; the passage is that part of its body."""
    desk = Desk()
    desk.tell(part("harvest"), part("bridge"))
    body = page("bridge", "harvest")["body"]
    said = desk.tell(page("bridge", "harvest")).said[0]
    assert ["urn:harrow:bridge", "urn:harrow:harvest"] == [each["uri"] for each in said["contains"]]
    assert [BRIDGE, HARVEST] == [
        body[each["passage"]["start"] : each["passage"]["end"]] for each in said["contains"]
    ]
    assert [] == [each["kind"] for each in desk.tell(part("strike")).said[0]["related"]]


@pytest.mark.parametrize("first", [True, False])
def test_a_kill_of_a_part_names_the_page_for_that_part(*, first: bool) -> None:
    """Whether the page or the parts came first; other parts, and their copies, are not named."""
    desk = Desk()
    feed = [part("bridge"), part("harvest")]
    desk.tell(*([page("bridge", "harvest"), *feed] if first else [*feed, page("bridge", "harvest")]))
    desk.tell(
        article("urn:tern:1", source="Tern", body=HARVEST), article("urn:tern:2", source="Tern", body=BRIDGE)
    )
    notice = desk.tell(part("harvest", **KILL)).notice("kill")
    body = page("bridge", "harvest")["body"]
    named = {
        copy["uri"]: copy["passage"] and body[copy["passage"]["start"] : copy["passage"]["end"]]
        for copy in notice["copies"]
    }
    assert {"urn:tern:1": None, "https://gull.example/briefs": HARVEST} == named


def test_a_correction_of_a_part_names_the_page() -> None:
    """With the version that it carries."""
    desk = Desk()
    desk.tell(part("bridge"), part("harvest"), page("bridge", "harvest"))
    told = desk.tell(part("bridge", version="2", headline="CORRECTED-bridge", body=BRIDGE_CORRECTED))
    assert [("https://gull.example/briefs", "1")] == [
        (copy["uri"], copy["version"]) for copy in told.notice("correction")["copies"]
    ]


def test_a_page_that_comes_after_the_kill_is_named() -> None:
    """It carries what was killed: the notice goes out on its arrival, for that passage."""
    desk = Desk()
    desk.tell(part("bridge"), part("harvest"), part("bridge", **KILL))
    notice = desk.tell(page("bridge", "harvest")).notice("kill")
    assert ("urn:harrow:bridge", ["https://gull.example/briefs"]) == (
        notice["uri"],
        [copy["uri"] for copy in notice["copies"]],
    )
    assert notice["copies"][0]["passage"] is not None


def test_copies_of_parts_are_matched_with_the_parts() -> None:
    """Behind a page, a part's copy finds the agency's story."""
    desk = Desk()
    desk.tell(page("bridge", "harvest", "strike"), part("bridge"), part("harvest"))
    copy = desk.one(uri="urn:tern:1", source="Tern", body=HARVEST)
    assert ("copy", "urn:harrow:harvest") == (copy["verdict"], copy["match"]["uri"])


def test_a_page_taken_over_whole_is_a_copy_of_the_page() -> None:
    """Two outlets with the same page: one story, which is neither of its parts'."""
    desk = Desk()
    told = desk.tell(
        part("bridge"),
        page("bridge", "harvest"),
        {**page("bridge", "harvest"), "uri": "urn:tern:1", "source": "Tern"},
    )
    assert ["original", "original", "copy"] == told.verdicts
    assert 2 == len(stories(desk.state))


def test_three_whole_stories_make_a_page_without_any_sign() -> None:
    """No headline, no dateline: what carries three whole stories beside each other is a page of them."""
    bodies = [prose(700 + at, 90) for at in range(3)]
    desk = Desk()
    desk.tell(*(article(f"urn:harrow:{at}", body=body) for at, body in enumerate(bodies)))
    said = desk.tell(article("urn:gull:1", source="Gull", body="\n\n".join(bodies)))
    assert (["original"], [], 3) == (said.verdicts, said.kinds, len(said.said[0]["contains"]))


@pytest.mark.parametrize(
    "headline",
    ["News in brief", "World news summary", "Morning briefing", "Live updates: the siege", "Sports roundup", "En bref", "Kurznachrichten",
     "Noticias en breve", "Notizie in breve", "Kort nytt", "\u041a\u043e\u0440\u043e\u0442\u043a\u043e", "\u65b0\u95fb\u7b80\u62a5"],
)  # fmt: skip
def test_headlines_of_pages(headline: str) -> None:
    """In several languages."""
    assert is_digest(headline, ["One.", "Two."])


def test_what_is_no_page() -> None:
    """One dateline, a time in a paragraph, a brief: a story."""
    assert not is_digest("Bridge taken", BRIDGE.split("\n\n"))
    assert not is_digest("Bridge taken", [*BRIDGE.split("\n\n"), *BRIDGE.split("\n\n")])
    assert not is_digest("A brief history", ["At 10:15 they came.", "10:20 was too late."])
    assert is_digest("Siege", ["10:15 They came.", "10:20 They left.", "11.05: Rain."])


def lead(name: str, paragraphs: int = 1) -> str:
    """The first paragraphs of a story."""
    return "\n\n".join(PARTS[name].split("\n\n")[:paragraphs])


@pytest.mark.parametrize(
    ("headline", "paragraphs"),
    [
        ("Evening digest", [lead("bridge", 2), lead("harvest", 2), lead("strike", 2)]),
        ("Monday's news in brief", [lead("bridge"), lead("harvest"), lead("strike")]),
        ("Osteria: live", [f"10:02 {lead('bridge')}", f"10:40 {lead('harvest', 2)}", f"11:15 {lead('strike')}"]),
        ("Your newsletter", ["Good morning. Here is what you need to know.", lead("bridge", 2), lead("harvest"), "See you tomorrow."]),
        ("Around the country", [f"Bridge\n{PARTS['bridge']}", f"Strike\n{PARTS['strike']}"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("first", [True, False])
def test_a_page_of_leads_is_named_for_the_one_that_is_killed(
    headline: str, paragraphs: list[str], *, first: bool
) -> None:
    """Digests carry the beginnings of stories: whole paragraphs make a part, whichever comes first."""
    outlet = article(
        "https://gull.example/briefs", source="Gull", headline=headline, body="\n\n".join(paragraphs)
    )
    feed = [part("bridge"), part("harvest"), part("strike")]
    desk = Desk()
    told = desk.tell(*([outlet, *feed] if first else [*feed, outlet]))
    assert ["original"] * 4 == told.verdicts
    assert 4 == len(stories(desk.state))
    notice = desk.tell(part("bridge", **KILL)).notice("kill")
    assert ["https://gull.example/briefs"] == [copy["uri"] for copy in notice["copies"]]


def test_a_quotation_in_a_page_makes_no_part() -> None:
    """Twenty words of a story within a paragraph about something else: the page does not carry it."""
    quoted = " ".join(BRIDGE.split()[10:32])
    body = f"{PARTS['harvest']}\n\n{prose(4, 40)} {quoted} {prose(5, 40)}\n\n{PARTS['strike']}"
    desk = Desk()
    desk.tell(
        part("bridge"), article("https://gull.example/briefs", source="Gull", headline="In brief", body=body)
    )
    assert [] == desk.tell(part("bridge", **KILL)).notice("kill")["copies"]


def test_a_page_that_shows_something_else_by_now_is_not_named() -> None:
    """Its next version dropped the part before that was killed."""
    desk = Desk()
    desk.tell(
        part("bridge"), part("harvest"), page("bridge", "harvest"), page("harvest", "strike", version="2")
    )
    assert [] == desk.tell(part("bridge", **KILL)).notice("kill")["copies"]


@pytest.mark.parametrize(
    ("body", "named"), [(BRIDGE, True), (BRIDGE_CORRECTED, False), (lead("bridge", 2), False)]
)
def test_a_page_that_comes_after_a_correction_is_named_where_it_carries_what_was_wrong(
    body: str, *, named: bool
) -> None:
    """Not with the corrected text, and not with paragraphs that are the same in both."""
    desk = Desk()
    desk.tell(part("bridge"), part("bridge", version="2", headline="CORRECTED-bridge", body=BRIDGE_CORRECTED))
    told = desk.tell(
        article(
            "https://gull.example/briefs",
            source="Gull",
            headline="News in brief",
            body=f"{HARVEST}\n\n{body}",
        )
    )
    assert [["https://gull.example/briefs"]] * named == [
        [copy["uri"] for copy in notice["copies"]]
        for notice in told.notices
        if notice["kind"] == "correction"
    ]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_pages_that_share_some_of_their_stories_are_no_copies_of_each_other(order: tuple[int, ...]) -> None:
    """A page with a story more is news, and merges no pages of fewer, whichever comes first."""
    pages = [
        {**page(*names), "uri": f"urn:page:{at}", "source": f"Outlet {at}"}
        for at, names in enumerate(
            [("bridge", "harvest", "strike"), ("bridge", "harvest"), ("bridge", "strike")]
        )
    ]
    desk = Desk()
    told = desk.tell(*(pages[at] for at in order))
    assert ["original"] * 3 == told.verdicts
    assert [] == told.kinds
    assert 3 == len(stories(desk.state))


@pytest.mark.parametrize("first", [True, False])
def test_a_page_within_a_larger_page_is_a_part_of_it(*, first: bool) -> None:
    """So the kill of the smaller names the larger, whichever comes first; one taken over with a small cut is a copy."""
    large = {**page("bridge", "harvest", "strike"), "uri": "urn:tern:1", "source": "Tern"}
    cut = {**page("bridge", "strike"), "uri": "urn:heron:1", "source": "Heron"}
    cut["body"] = cut["body"].rsplit(". ", 1)[0] + "."
    desk = Desk()
    desk.tell(*([large, page("bridge", "strike")] if first else [page("bridge", "strike"), large]))
    assert "copy" == desk.one(**cut)["verdict"]
    withdrawn = page("bridge", "strike", **KILL)
    named = [copy["uri"] for copy in desk.tell(withdrawn).notice("kill")["copies"]]
    assert named == ["urn:heron:1", "urn:tern:1"]


BARE = {name: text.split(" - ", 1)[-1] for name, text in PARTS.items()}


def bare(name: str, **fields: Any) -> dict[str, Any]:
    """One of the agency's stories without a dateline."""
    return article(f"urn:harrow:{name}", **{"headline": name, "body": BARE[name], **fields})


@pytest.mark.parametrize("headline", ["Our town today", "Here and there"])
def test_two_whole_stories_make_a_page_without_any_sign(headline: str) -> None:
    """Neither headlines nor datelines part them; a kill of one names the page for that part, and no copy of the other."""
    both = f"{BARE['harvest']}\n\n{BARE['bridge']}"
    briefs = article("https://gull.example/two", source="Gull", headline=headline, body=both)
    copies = [
        article(f"urn:heron:{name}", source="Heron", headline=name, body=BARE[name])
        for name in ("bridge", "harvest")
    ]
    desk = Desk()
    told = desk.tell(bare("bridge"), bare("harvest"), briefs, *copies)
    assert ["original", "original", "original", "copy", "copy"] == told.verdicts
    assert 3 == len(stories(desk.state))
    notice = desk.tell(bare("bridge", **KILL)).notice("kill")
    assert {"https://gull.example/two", "urn:heron:bridge"} == {each["uri"] for each in notice["copies"]}


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (0, 2, 1)])
def test_two_stories_of_an_agency_on_one_page_are_never_merged(order: tuple[int, ...]) -> None:
    """The page is mostly one of them, and carries the other beside it: copies and kills of the two stay apart."""
    other = bare("harvest", body=BARE["harvest"])
    long = bare("bridge", body=f"{BARE['bridge']}\n\n{prose(11, 160)}")
    mixed = article(
        "https://gull.example/mixed",
        source="Gull",
        headline="Bridge",
        body=f"{long['body']}\n\n{other['body']}",
    )
    feed = [long, other, mixed]
    desk = Desk()
    told = desk.tell(*(feed[at] for at in order))
    assert "merge" not in told.kinds
    assert 2 == len(stories(desk.state))
    desk.tell(article("urn:heron:1", source="Heron", headline="Bridge", body=long["body"]))
    named = {each["uri"] for each in desk.tell({**other, **KILL}).notice("kill")["copies"]}
    assert {"https://gull.example/mixed"} == named


def test_two_publishers_halves_are_one_story_with_the_whole() -> None:
    """Only one publisher's two articles are two stories."""
    halves = [
        article(f"urn:{name}:1", source=name, headline=name, body=BARE[part])
        for name, part in (("Gull", "bridge"), ("Heron", "harvest"))
    ]
    whole = article(headline="Whole", body=f"{BARE['bridge']}\n\n{BARE['harvest']}")
    desk = Desk()
    assert ["original", "original", "copy"] == desk.tell(*halves, whole).verdicts
    assert 1 == len(stories(desk.state))


FERRY = f"MARREN, May 4 (Harrow) - {prose(7)}"
PLAIN = {"bridge": BRIDGE.partition(" - ")[2], "ferry": FERRY.partition(" - ")[2]}


@pytest.mark.parametrize("credited", [True, False])
def test_the_copies_of_a_story_beside_anothers_page_join_no_page(*, credited: bool) -> None:
    """A page without a sign of two stories is a copy of the first; the second's copies keep it, and its kill, apart."""
    body = "\n\n".join(PLAIN.values())
    page_of_two = article("https://gull.example/day", source="Gull", headline="Monday", body=body)
    bridge = article("urn:harrow:bridge", headline="bridge", body=BRIDGE)
    ferry = article("urn:harrow:ferry", headline="ferry", body=FERRY)
    text = FERRY if credited else PLAIN["ferry"]
    copy = article("https://tern.example/ferry", source="Tern", headline="Boats", body=text)
    desk = Desk()
    told = desk.tell(bridge, page_of_two, *([copy, ferry] if credited else [ferry, copy]))
    assert "merge" not in told.kinds
    kill = {**ferry, "version": "2", "pubstatus": "canceled", "headline": "KILL", "body": ""}
    named = {each["uri"] for each in desk.tell(kill).notice("kill")["copies"]}
    assert named == {"https://tern.example/ferry", "https://gull.example/day"}


# Of two stories without a sign, how many words each has: alike, or the one most of the page.
SIZES: Final = [(120, 120), (60, 150), (150, 60)]


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("killed", [0, 1])
def test_a_page_that_came_before_both_of_its_stories_is_named_for_the_one_alone(
    sizes: tuple[int, int], killed: int
) -> None:
    """The page arrives first, nothing in it parts them: neither kill names the other story or its copy, and the page once."""
    texts = [prose(21, sizes[0]), prose(22, sizes[1])]
    body = "\n\n".join(texts)
    desk = Desk()
    desk.tell(
        article(
            "https://gull.example/day", source="Gull", headline="Monday", body=body, version_created=iso(0)
        )
    )
    for at, text in enumerate(texts):
        desk.tell(article(f"urn:harrow:{at}", headline=f"Item {at}", body=text, version_created=iso(at - 30)))
    for at, text in enumerate(texts):
        desk.tell(article(f"urn:heron:{at}", source="Heron", headline=f"Item {at}", body=text))
    assert 2 == len(stories(desk.state))
    notice = desk.tell(article(f"urn:harrow:{killed}", **KILL)).notice("kill")
    named = {each["uri"]: each["passage"] for each in notice["copies"]}
    assert len(named) == len(notice["copies"])
    assert {"https://gull.example/day", f"urn:heron:{killed}"} == set(named)
    passage = named["https://gull.example/day"]
    assert texts[killed] == body[passage["start"] : passage["end"]]


# Each credits the agency that sent it, and the page neither; nobody's text is a half of the other's.
OF_TWO: Final = (
    article("urn:harrow:bridge", headline="bridge", body=BRIDGE),
    article("urn:lantern:ferry", source="Lantern", headline="ferry", body=FERRY.replace("Harrow", "Lantern")),
)
DAY: Final = article(
    "https://gull.example/day", source="Gull", headline="Monday", body="\n\n".join(PLAIN.values())
)


@pytest.mark.parametrize("killed", [0, 1])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_two_agencies_stories_on_a_page_without_a_sign_stay_apart(
    order: tuple[int, ...], killed: int
) -> None:
    """Whichever comes first: a kill of one names the page and the copies of that one, and nobody's of the other."""
    feed = (*OF_TWO, DAY)
    desk = Desk()
    told = desk.tell(*(feed[at] for at in order))
    assert "merge" not in told.kinds
    desk.tell(
        *(
            {**each, "uri": f"urn:tern:{at}", "source": "Tern", "headline": f"Tern {at}"}
            for at, each in enumerate(OF_TWO)
        )
    )
    notice = desk.tell({**OF_TWO[killed], **KILL}).notice("kill")
    assert {"https://gull.example/day", f"urn:tern:{killed}"} == {each["uri"] for each in notice["copies"]}


def test_a_page_that_comes_behind_the_stories_of_two_agencies_is_none_of_them() -> None:
    """It contains both, with their passages."""
    desk = Desk()
    told = desk.tell(*OF_TWO, DAY)
    assert ["original", "original", "original"] == told.verdicts
    assert {each["uri"] for each in OF_TWO} == {each["uri"] for each in told.said[-1]["contains"]}


def test_an_outlets_copy_of_one_of_two_agencies_stories_is_of_that_and_not_of_the_page() -> None:
    """Page and story have the text alike; the page, which has more, came first, and a part of the story is its dateline."""
    desk = Desk()
    desk.tell(DAY, OF_TWO[1], OF_TWO[0])
    for name, text in PLAIN.items():
        desk.tell(article(f"urn:tern:{name}", source="Tern", headline=f"Tern {name}", body=text))
    for killed, name in enumerate(PLAIN):
        notice = desk.tell({**OF_TWO[killed], **KILL}).notice("kill")
        assert {"https://gull.example/day", f"urn:tern:{name}"} == {each["uri"] for each in notice["copies"]}
