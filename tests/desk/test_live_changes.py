"""What open pages are told of changes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from stream.desk.live_changes import MOST_NAMED, LiveChange, LiveChanges


async def following(live: LiveChanges) -> AsyncIterator[LiveChange]:
    """A page that has heard the present state."""
    page = live.follow()
    await anext(page)
    return page


def test_what_comes_while_a_page_is_busy_is_told_together() -> None:
    """Nothing is left out, and the number names the last state."""

    async def run() -> tuple[LiveChange, str]:
        live = LiveChanges()
        page = await following(live)
        live.publish(["b"])
        live.publish(["a", "b"])
        live.publish([])
        return await anext(page), live.number

    change, number = asyncio.run(run())
    assert LiveChange(number, ("a", "b")) == change


def test_a_storm_is_told_as_anything() -> None:
    """A page then asks for what it shows, whatever changed."""

    async def run() -> LiveChange:
        live = LiveChanges()
        page = await following(live)
        live.publish(str(number) for number in range(MOST_NAMED + 1))
        return await anext(page)

    assert () == asyncio.run(run()).stories


def test_there_is_room_for_so_many_pages_and_an_end() -> None:
    """A page that goes leaves its room; at the end every page is let go."""

    async def run() -> list[object]:
        live = LiveChanges(most=1)
        found: list[object] = [live.full]
        page = await following(live)
        found += [live.full, live.open]
        live.close()
        found += [[each async for each in page], live.open]
        return found

    assert [False, True, 1, [], 0] == asyncio.run(run())
