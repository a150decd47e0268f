from __future__ import annotations

import base64
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from stream.config.settings import Settings
from stream.desk.desk_app import Desk, application
from stream.desk.desk_auth import Basic, Proxy, Role, proxy_networks, user_line, users_in
from stream.desk.desk_database import DeskDatabase
from stream.desk.topic_standing import ReaderStanding
from stream.model.articles import Stream
from stream.model.errors import StopError
from tests.cli.conftest import Run, run  # noqa: F401 - a fixture
from tests.desk.making import arrival, article

PASSWORD = "ferry-resumes"  # noqa: S105 - made up
SALT = bytes(range(16))
LINES = f"# desk\n{user_line('ada', Role.MARK, PASSWORD, SALT)}\n\n{user_line('bo', Role.READ, PASSWORD)}\n"


def login(name: str, password: str) -> dict[str, str]:
    """The header of a login."""
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def desk(
    folder: Path, *, peer: str = "127.0.0.1", standing: ReaderStanding | None = None, **given: object
) -> TestClient:
    """A desk without a record, as somebody at an address asks it."""
    database = DeskDatabase(folder)
    database.close()
    settings = Settings.model_validate({"desk_dir": folder, **given})
    app = application(Desk(database.path, settings, standing or ReaderStanding(replayed=True)))
    return TestClient(app, base_url="http://127.0.0.1:8090", client=(peer, 5000), follow_redirects=False)


@pytest.fixture
def users(tmp_path: Path) -> Path:
    """A file with one who marks and one who reads."""
    file = tmp_path / "users"
    file.write_text(LINES)
    return file


def test_a_password_opens_the_desk_and_nothing_else_does(users: Path, tmp_path: Path) -> None:
    """Every page, file and export asks; the answer says how."""
    pages = desk(tmp_path / "desk", desk_auth=f"basic:{users}")
    for path in ("/", "/stories.csv", "/static/desk.css", "/story/x", "/no-such-page"):
        refused = pages.get(path)
        assert (refused.status_code, refused.headers["www-authenticate"].split()[0]) == (401, "Basic"), path
        assert "newswire" not in refused.text.replace("newswire desk", "")
    assert pages.get("/", headers=login("ada", PASSWORD)).status_code == 200
    wrong = [login("ada", PASSWORD + "x"), login("eve", PASSWORD), login("ada", ""), {"Authorization": "Basic !"}, {"Authorization": "Bearer x"}, {"Authorization": "basic"}]  # fmt: skip
    assert [pages.get("/", headers=header).status_code for header in wrong] == [401] * len(wrong)


def test_who_may_only_read_marks_nothing(users: Path, tmp_path: Path) -> None:
    """Neither does who comes from another site's page."""
    pages = desk(tmp_path / "desk", desk_auth=f"basic:{users}")
    assert pages.get("/", headers=login("bo", PASSWORD)).status_code == 200
    assert pages.post("/mark", headers=login("bo", PASSWORD)).status_code == 403
    foreign = {**login("ada", PASSWORD), "Origin": "https://elsewhere.example"}
    assert pages.post("/mark", headers=foreign).status_code == 403
    assert pages.post("/mark", headers=login("ada", PASSWORD)).status_code in {404, 405}
    open_desk = desk(tmp_path / "open")
    assert open_desk.post("/mark", headers={"Origin": "https://elsewhere.example"}).status_code == 403


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("10.0.0.7", [("X-User", "ada")], 200),
        ("10.0.1.7", [("X-User", "ada")], 401),
        ("10.0.0.7", [], 401),
        ("10.0.0.7", [("X-User", " ")], 401),
        ("10.0.0.7", [("X-User", "ada"), ("X-User", "eve")], 401),
        ("testclient", [("X-User", "ada")], 401),
    ],
)
def test_a_proxy_is_believed_at_its_own_address_alone(
    tmp_path: Path, peer: str, headers: list[tuple[str, str]], status: int
) -> None:
    """And a header that came twice not at all."""
    pages = desk(tmp_path, peer=peer, desk_auth="proxy:X-User", desk_proxies=["10.0.0.0/24", "::1"])
    assert pages.get("/", headers=headers).status_code == status


def test_machines_ask_without_a_login_and_learn_nothing_of_articles(users: Path, tmp_path: Path) -> None:
    """Probes and scrapes; a path that only begins like theirs is a page."""
    pages = desk(tmp_path / "desk", desk_auth=f"basic:{users}")
    assert [pages.get(path).status_code for path in ("/healthz", "/readyz", "/metrics")] == [200] * 3
    assert [pages.get(path).status_code for path in ("/metrics/", "/healthz/../", "//readyz")] == [401] * 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no user in it"),
        ("# nobody\n", "no user in it"),
        ("ada:mark:ferry-resumes\n", "line 1 is no name:role:salt:key"),
        ("ada:owner:00:00\n", "line 1 is no name:role:salt:key"),
    ],
)
def test_a_file_that_cannot_be_used_stops_the_desk(tmp_path: Path, text: str, said: str) -> None:
    """With the way out, and without repeating what may be a password."""
    file = tmp_path / "users"
    file.write_text(text)
    with pytest.raises(StopError, match=said) as stopped:
        users_in(file)
    assert "ferry" not in str(stopped.value)
    with pytest.raises(StopError, match="NEWSWIRE_DESK_AUTH=basic:"):
        users_in(tmp_path / "missing")
    with pytest.raises(StopError, match="NEWSWIRE_DESK_PROXIES alone, which names nobody"):
        proxy_networks(())
    with pytest.raises(StopError, match=r"as 10\.0\.0\.7"):
        proxy_networks(["proxy.example"])


def test_a_line_is_made_by_the_command(run: Run, tmp_path: Path) -> None:  # noqa: F811 - the fixture
    """The password is in no output; a short one and a name with a colon are refused."""
    line = run("password", "ada", "--role", "mark", stdin=PASSWORD.encode() + b"\n").stdout
    assert PASSWORD not in line
    file = tmp_path / "users"
    file.write_text(line)
    visitor = Basic(users_in(file)).visitor(login("ada", PASSWORD)["Authorization"])
    assert visitor is not None
    assert (visitor.name, visitor.role) == ("ada", Role.MARK)
    assert "fewer than eight" in run("password", "ada", stdin=b"short\n", code=1).stderr
    assert "colon" in run("password", "a:b", stdin=b"long-enough\n", code=1).stderr


def test_what_is_kept_of_a_login_is_that_login_alone(users: Path) -> None:
    """The second time is as the first, a wrong one stays wrong."""
    basic = Basic(users_in(users))
    right, wrong = login("bo", PASSWORD)["Authorization"], login("bo", "ferry")["Authorization"]
    assert [basic.visitor(right) is not None for _ in range(2)] == [True, True]
    assert [basic.visitor(wrong) for _ in range(2)] == [None, None]
    assert Proxy("x-user", proxy_networks(["10.0.0.7"])).visitor("10.0.0.7", "a\x00b") is None


def test_a_token_reads_feeds_and_nothing_else(users: Path, run: Run, tmp_path: Path) -> None:  # noqa: F811 - the fixture
    """In the address or as a bearer; it is said once and in no file, opens no page, marks nothing, and no answer repeats it."""
    made = run("password", "reader-1", "--role", "feed")
    token = made.stderr.partition("once: ")[2].split()[0]
    assert token.startswith("reader-1.")
    assert token.partition(".")[2] not in made.stdout
    users.write_text(users.read_text() + made.stdout)
    pages = desk(tmp_path / "desk", desk_auth=f"basic:{users}")
    feeds = ("/stories.rss", "/stories.csv", "/alerts.json", "/stories.geojson")
    assert [pages.get(path, params={"token": token}).status_code for path in feeds] == [200] * 4
    bearer = {"Authorization": f"Bearer {token}"}
    assert pages.get("/alerts.rss", headers=bearer).status_code == 200
    assert token not in pages.get("/stories.atom", params={"token": token}).text
    assert [pages.get(path, headers=bearer).status_code for path in ("/", "/api", "/story/x")] == [403] * 3
    assert pages.post("/story/x/mark", headers=bearer).status_code == 403
    assert [pages.get(path, params={"token": token}).status_code for path in ("/", "/x/stories.rss")] == [
        401
    ] * 2
    wrong = [token[:-1], "reader-1.", f"ada.{PASSWORD}", "nobody.x", "x"]
    assert [pages.get("/stories.rss", params={"token": each}).status_code for each in wrong] == [401] * 5
    assert "cannot stand in an address" in run("password", "a b", "--role", "feed", code=1).stderr


def test_a_mark_says_who_made_it(users: Path, tmp_path: Path) -> None:
    """The name that opened the desk; what one person follows, another does not."""
    folder = tmp_path / "desk"
    database = DeskDatabase(folder)
    database.apply([arrival(Stream.ENRICHED, article("a1"))])
    database.close()
    users.write_text(users.read_text() + user_line("cy", Role.MARK, PASSWORD) + "\n")
    pages = desk(folder, desk_auth=f"basic:{users}")
    for kind in ("used", "follow"):
        own = {**login("ada", PASSWORD), "Sec-Fetch-Site": "same-origin"}
        assert pages.post("/story/s1/mark", headers=own, data={"kind": kind}).status_code == 303
    assert "used by ada" in pages.get("/story/s1", headers=login("cy", PASSWORD)).text
    shown = [
        pages.get("/", params={"mine": "follow"}, headers=login(who, PASSWORD)).text for who in ("ada", "cy")
    ]
    assert [1, 0] == [page.count('<li class="row') for page in shown]
