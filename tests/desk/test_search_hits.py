"""What a search finds, newest first or by rank."""

from __future__ import annotations

from pathlib import Path

from stream.desk.desk_database import DeskDatabase
from stream.desk.desk_tables import connect, prepared
from stream.desk.search_hits import search
from stream.desk.search_query import parse_query
from stream.model.articles import Stream
from tests.desk.conftest import client
from tests.desk.making import arrival, article


def filled(folder: Path) -> None:
    """Four articles with a word, the oldest of which has it most often."""
    database = DeskDatabase(folder)
    database.apply(
        [
            arrival(
                Stream.ENRICHED,
                article(
                    f"a{hour}",
                    story_id=f"s{hour}",
                    received=f"2026-03-17T0{hour}:00:00Z",
                    headline="Quarry" if hour == 1 else "Of something else",
                    body="The quarry. " * (9 - hour),
                ),
            )
            for hour in range(1, 5)
        ]
    )
    database.close()


def test_the_best_of_the_newest_come_first(tmp_path: Path) -> None:
    """Of all where they are few; where they are many, of the newest alone, and the answer says of how many."""
    filled(tmp_path)
    connection = connect(tmp_path / "desk.sqlite")
    query = parse_query("quarry")
    assert ["a4", "a3", "a2", "a1"] == [hit.article_id for hit in search(connection, query).hits]
    whole = search(connection, query, ranked=True)
    assert ("a1", 0) == (whole.hits[0].article_id, whole.ranked)
    bounded = search(connection, query, ranked=True, most_ranked=3)
    assert (["a2", "a3", "a4"], 3) == ([hit.article_id for hit in bounded.hits], bounded.ranked)
    exact = search(connection, query, ranked=True, most_ranked=4)
    assert (4, 0) == (len(exact.hits), exact.ranked)
    connection.close()


def test_a_search_goes_on_before_what_it_showed(tmp_path: Path) -> None:
    """With older hits alone; by rank there is one page."""
    filled(tmp_path)
    connection = connect(tmp_path / "desk.sqlite")
    first = search(connection, parse_query("quarry"), most=2)
    assert first.following is not None
    following = search(connection, parse_query("quarry"), first.following, most=2)
    assert ["a2", "a1"] == [hit.article_id for hit in following.hits]
    assert None is search(connection, parse_query("quarry"), ranked=True, most=2).following
    connection.close()


def test_a_page_says_best_first(tmp_path: Path) -> None:
    """And nothing of the newest where all were ranked."""
    filled(tmp_path)
    with client(tmp_path) as pages:
        page = pages.get("/search?q=quarry&order=rank").text
        assert ("Best first." in page, "of the newest" in page) == (True, False)


def test_a_search_that_takes_too_long_is_given_up_and_said_so(tmp_path: Path) -> None:
    """The next one is not."""
    writing = prepared(tmp_path / "desk.sqlite")
    writing.executemany(
        "INSERT INTO words (rowid, headline, body, slug, place, source) VALUES (?, 'Quarry', 'quarry', '', '', '')",
        [(number,) for number in range(1, 6001)],
    )
    query = parse_query("quarry")
    found = search(writing, query, ranked=True, most_ranked=5000, seconds=0)
    assert ((), "This search took more than 0 seconds and was given up: add a word.") == (
        found.hits,
        found.problem,
    )
    assert "" == search(writing, query, ranked=True, most_ranked=5000).problem
    writing.close()


def test_nothing_found_is_said_beside_a_slip(tmp_path: Path) -> None:
    """Words that are searched plainly may stand in no article; a query that is too long was not looked for."""
    filled(tmp_path)
    pages = client(tmp_path)
    for query, said in (("foo:bar", True), ('"quarry', False), ("x" * 301, False)):
        page = pages.get("/search", params={"q": query}).text
        assert (True, said) == ('class="problem"' in page, "Nothing found" in page)
