"""Running commands in this process, with stdout and stderr apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from click.testing import CliRunner, Result

from stream.cli.main import cli
from stream.cli.surroundings import Surroundings

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run `newswire` with arguments; the exit code is asserted, 0 unless told; `given` are its surroundings."""

    def invoke(
        *arguments: str, code: int = 0, stdin: bytes = b"", given: Surroundings | None = None
    ) -> Result:
        result = CliRunner().invoke(cli, arguments, input=stdin, prog_name="newswire", obj=given)
        assert code == result.exit_code, (result.output, result.exc_info)
        return result

    return invoke


def json_lines(text: str) -> list[dict[str, Any]]:
    """Each line of a command's stdout as JSON."""
    return [orjson.loads(line) for line in text.splitlines()]
