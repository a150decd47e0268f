from __future__ import annotations

from pathlib import Path

import pytest

from stream.model.errors import StopError
from stream.model.notices import NoticeKind
from stream.notify.targets import MailTarget, Retries, WebTarget, read_plan
from tests.notify.making import SECRET

WHOLE = f"""
[retries]
first_wait = 2.0
give_up = 3600

[[target]]
name = "desk"
type = "webhook"
url = "https://desk.example/notices"
secret = "env:DESK_SECRET"
[target.filter]
kinds = ["kill", "hold"]
own = ["dailymercury.example"]

[[target]]
name = "night"
type = "email"
host = "mail.desk.example"
username = "wire"
password = "{SECRET}"
sender = "wire@desk.example"
to = ["night@desk.example"]
"""
HOOK = '[[target]]\nname = "desk"\ntype = "webhook"\nurl = "https://desk.example/x"\n'
MAIL = '[[target]]\nname = "m"\ntype = "email"\nhost = "mail.example"\nsender = "a@b.example"\nto = ["c@d.example"]\n'


def write(tmp_path: Path, text: str) -> Path:
    """The file of targets."""
    file = tmp_path / "targets.toml"
    file.write_text(text)
    return file


def test_a_file_is_read_with_its_secrets_from_the_environment(tmp_path: Path) -> None:
    """What is left out has its default."""
    plan = read_plan(write(tmp_path, WHOLE), {"DESK_SECRET": SECRET})
    desk, night = plan.target
    assert isinstance(desk, WebTarget)
    assert isinstance(night, MailTarget)
    assert desk.secret is not None
    assert desk.secret.get_secret_value() == SECRET
    assert desk.filter.kinds == (NoticeKind.KILL, NoticeKind.HOLD)
    assert (night.port, night.security, night.filter.kinds) == (587, "starttls", ())
    assert Retries(first_wait=2.0, give_up=3600) == plan.retries
    assert SECRET not in repr(plan)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "target is missing"),
        ("target = 3", "target: "),
        ("x = [", "Name a readable TOML file of targets"),
        (HOOK + "colour = 3", "target[0].colour is no field here: correct its name"),
        (
            HOOK.replace("webhook", "pager"),
            "target[0].type must be webhook, slack, teams or email (got 'pager')",
        ),
        (HOOK.replace('type = "webhook"', ""), "target[0].type must be webhook, slack, teams or email"),
        (HOOK.replace("https", "ftp"), "target[0].url: is no web address: write https://host/path"),
        (HOOK.replace('"desk"', '"my desk"'), "(got 'my desk')"),
        (HOOK + HOOK, "two targets are named 'desk'"),
        (HOOK + 'secret = "c2hvcnQ="', "target[0].secret: is not 24 to 64 bytes in base64"),
        (
            HOOK + 'secret = "env:NONE"',
            "target[0].secret = 'env:NONE': no such variable in the environment. Set NONE",
        ),
        (
            HOOK.replace("webhook", "slack") + f'secret = "{SECRET}"',
            "slack checks no signature: leave it out",
        ),
        (HOOK + 'filter = { kinds = ["murder"] }', "target[0].filter.kinds[0]: "),
        (HOOK + 'filter = { languages = ["English"] }', "(got 'English')"),
        (HOOK + 'filter = { relevant = "perhaps" }', "(got 'perhaps')"),
        (HOOK + "filter = { killed = -1 }", "target[0].filter.killed: "),
        (HOOK + "filter = { headline = 'x' }", "target[0].filter.headline is no field here"),
        (MAIL.replace("a@b.example", "Desk <a@b.example>"), "target[0].sender: is no mail address"),
        (MAIL.replace('to = ["c@d.example"]', "to = []"), "target[0].to: "),
        (MAIL + 'username = "u"\nsecurity = "none"', "the password would be in the clear"),
        (MAIL + 'ca = "gone.pem"', "ca = 'gone.pem': No such file or directory. Name a PEM file"),
        (HOOK + "[retries]\nfirst_wait = 90", "first_wait (90) must not be above longest_wait (60)"),
        (HOOK + "[retries]\ntimeout = -1", "retries.timeout: Input should be greater than 0 (got '-1')"),
    ],
)
def test_what_does_not_fit_is_named_with_its_way_out(tmp_path: Path, text: str, expected: str) -> None:
    """File, field, value and what to do, one line each."""
    file = write(tmp_path, text)
    with pytest.raises(StopError) as told:
        read_plan(file, {})
    assert str(told.value).startswith(f"{file}: ")
    assert expected in str(told.value)


@pytest.mark.parametrize(
    "text",
    [
        HOOK.replace("https://desk.example/x", "desk/TELL-NOBODY"),
        HOOK + 'secret = "TELL-NOBODY"',
        MAIL + 'password = "TELL-NOBODY"\nusername = "u"\nsecurity = "none"',
    ],
)
def test_a_secret_is_in_no_message(tmp_path: Path, text: str) -> None:
    """The address of a channel is one: who knows it writes there."""
    with pytest.raises(StopError) as told:
        read_plan(write(tmp_path, text), {})
    assert "TELL-NOBODY" not in str(told.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """By its name."""
    with pytest.raises(StopError, match=r"gone\.toml: No such file or directory\. Name a readable TOML file"):
        read_plan(tmp_path / "gone.toml")
