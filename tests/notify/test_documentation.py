"""docs/notify.md says what the code does."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from stream.model.notices import NoticeKind
from stream.notify.signing import signature
from stream.notify.targets import Filter, MailTarget, Plan, Retries, read_plan
from tests.notify.making import SECRET
from tests.readme import fenced, table

PAGE = (Path(__file__).parents[2] / "docs" / "notify.md").read_text()


def example(tmp_path: Path) -> Plan:
    """The file of the page."""
    (block,) = fenced("toml", PAGE)
    file = tmp_path / "targets.toml"
    file.write_text(block)
    return read_plan(
        file, {"CMS_SECRET": SECRET, "DESK_CHANNEL": "https://hooks.example/x", "MAIL_PASSWORD": "harbour"}
    )


def test_the_file_of_the_page_is_read(tmp_path: Path) -> None:
    """As it stands; its retries are the defaults."""
    plan = example(tmp_path)
    assert ["webhook", "slack", "email"] == [target.type for target in plan.target]
    assert plan.retries == Retries()
    assert isinstance(plan.target[2], MailTarget)


def test_every_filter_is_listed() -> None:
    """In the order of the code, with every kind of notice."""
    rows = table("The file", PAGE)
    assert [f"`{name}`" for name in Filter.model_fields] == [name for name, _ in rows]
    assert all(f"`{kind}`" in rows[0][1] for kind in NoticeKind)


@pytest.mark.parametrize(
    ("late", "body", "expected"), [(0, b"{}", True), (0, b"{ }", False), (900, b"{}", False)]
)
def test_the_receiver_of_the_page_tells_ours_from_others(late: int, body: bytes, expected: bool) -> None:
    """What was changed or is old is not ours."""
    scope: dict[str, object] = {}
    exec(compile(fenced("python", PAGE)[0], "docs/notify.md", "exec"), scope)  # noqa: S102 - our own page, which is what is tried
    stamp = int(time.time()) - late
    sent = {"webhook-id": "k", "webhook-timestamp": str(stamp)}
    sent["webhook-signature"] = signature(SECRET, "k", stamp, b"{}")
    verified = scope["verified"]
    assert callable(verified)
    assert expected == verified(SECRET, sent, body)
