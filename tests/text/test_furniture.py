from __future__ import annotations

import pytest

from stream.text import furniture
from stream.text.furniture import is_furniture


def article_lines(text: str) -> list[str]:
    """The article's own lines of a page."""
    lines = [line for line in text.splitlines() if line]
    return [lines[at] for at in furniture.article_lines(lines)]


PROSE = "Ferry crews in Port Esk walked out on Tuesday over night pay, the harbour office said."


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement", "ADVERTISEMENT", "Story continues below advertisement", "Continue reading", "Read more", "Read more: Ferries",
        "READ ALSO Ferries idle", "See also: ferries", "Share this article", "Share", "Tweet", "Print", "Subscribe to our newsletter",
        "Sign up for the morning newsletter", "Follow @portesk on Twitter", "Follow Ilse Marn on Facebook", "Related", "Related stories",
        "Related: Ferries idle", "Most popular", "More from Coast Herald", "Cookie policy", "We use cookies to improve this site",
        "Accept all cookies", "Photo", "Image caption", "Scroll down for video", "Please enable JavaScript", "Skip to main content", "Home",
        "Newspapers in English", "\u2014 Lantern", "-- AFP", "\u2013 Coast News Service", "(c) 2026 Lantern Wire", "\u00a9 Lantern Wire",
        "Copyright 2026 Lantern Wire. All rights reserved. This text may not be published, broadcast or rewritten.",
        "(Reporting by Ilse Marn; Editing by Anton Rell)", "Additional reporting by Ilse Marn in Kalen",
        "Ilse Marn in Kalen contributed to this report.", "This article was originally published by Coast Herald.", "Source: Lantern",
        "Updated: 17 March 2026", "Tags: ferries, pay", "Privacy policy",
    ],
)  # fmt: skip
def test_lines_of_a_page(line: str) -> None:
    """Navigation, sharing, adverts, notices, credit lines and sign-offs are the page's."""
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        PROSE, "\u201cWe will not sail,\u201d he said.", "Share prices fell.", "Print shops stayed shut.", "Home owners protested in Kalen.",
        "Follow-up talks are due on Wednesday.", "Photo shops stayed shut.", "Related companies were not charged, the prosecutor said.",
        "Copyrights are not at issue in the dispute.", "\u2014 and that, he said, was that for the ferry crews of Port Esk until Monday.",
        "The text may not be published before the vote, he said, but it was." + " It was read out." * 30,
    ],
)  # fmt: skip
def test_lines_of_an_article(line: str) -> None:
    """Sentences stay, also those that begin with a page's words."""
    assert not is_furniture(line)


def test_a_sign_off_between_paragraphs_goes() -> None:
    """An outlet's own paragraph may follow the agency's text."""
    assert article_lines(f"{PROSE}\n\n\u2014 Lantern\n\n{PROSE}") == [PROSE, PROSE]


def test_a_masthead_and_a_foot_go_and_subheads_stay() -> None:
    """Short lines without a full stop are a page's at the edges and the article's inside."""
    assert article_lines(f"Daily Mercury\nWorld\n\n{PROSE}\n\nNight pay\n\n{PROSE}\n\nCoast and harbour") == [
        PROSE,
        "Night pay",
        PROSE,
    ]


def test_nothing_is_left_of_furniture_alone() -> None:
    """What every page of an outlet has would make copies of its pages: a page of nothing else has no text."""
    assert article_lines("Read more\nShare") == []
    assert article_lines("") == []
