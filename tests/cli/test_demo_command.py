from __future__ import annotations

import asyncio

import pytest

from stream.cli import demo_command
from stream.config.settings import Settings


def test_a_demo_that_is_kept_names_the_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The worker's page is what a newcomer looks at next; its address stands on a line of its own."""

    async def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(asyncio.Event, "wait", interrupted)
    demo_command._keep(Settings(), "http://127.0.0.1:6066")  # noqa: SLF001 - what --keep runs
    assert "Page     http://127.0.0.1:6066/ " in capsys.readouterr().err
