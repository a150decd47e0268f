from __future__ import annotations

import pytest

from stream.desk.page_policy import is_loopback, link, require_auth
from stream.model.errors import StopError


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://www.dailymercury.example/a?b=c", True),
        ("HTTP://x.example/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)//http://x", False),
        ("java\tscript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("https:", False),
        ("//x.example/", False),
        ("https://[broken/", False),
        ("https://x.example/\u202egpj", False),
    ],
)
def test_only_http_and_https_are_links(address: str, shown: bool) -> None:
    """All else is shown as text or left out."""
    assert (address if shown else "") == link(address)


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("desk.example", False)],  # noqa: S104 - it is refused
)
def test_a_desk_beyond_the_loopback_needs_a_word_on_who_may_read(host: str, alone: bool) -> None:
    """Nobody serves a newsroom's wires to the building by accident."""
    assert alone == is_loopback(host)
    for auth in ("open", "basic:users", "proxy:X-User"):
        require_auth(host, auth)
    if alone:
        require_auth(host, "")
    else:
        for auth in ("", "none"):
            with pytest.raises(StopError, match="NEWSWIRE_DESK_AUTH"):
                require_auth(host, auth)
