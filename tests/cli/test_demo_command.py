from __future__ import annotations

import pytest

from stream.cli import demo_command
from stream.config.settings import Settings


def test_a_demo_that_is_kept_names_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    """The worker's page is what a newcomer looks at next; its address stands on a line of its own."""

    def interrupted() -> None:
        raise KeyboardInterrupt

    demo_command._keep(Settings(), "http://127.0.0.1:6066", interrupted)  # noqa: SLF001 - what --keep runs
    assert "Page     http://127.0.0.1:6066/ " in capsys.readouterr().err
