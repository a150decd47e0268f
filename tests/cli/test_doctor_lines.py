from __future__ import annotations

import click
import pytest

from stream.cli import doctor_command as doctor
from stream.cli.surroundings import Surroundings
from stream.doctor.lines import warning

LINE = warning(
    "clock",
    "the clock of this machine is 3.2 s ahead of the broker's, which is more than the 2 s that embargoes bear",
    "run a time service such as chrony on this machine and on those of the brokers, then look again",
)


@pytest.mark.parametrize("width", [80, 100])
def test_a_line_is_folded_at_the_width_of_the_terminal(
    capsys: pytest.CaptureFixture[str], width: int
) -> None:
    """At words, under its beginning: nothing is cut."""
    with click.Context(doctor.doctor, obj=Surroundings(columns=lambda: width)):
        doctor._print(LINE, as_json=False)  # noqa: SLF001 - what the command runs for each line
    first, *others = capsys.readouterr().out.splitlines()
    assert max(len(line.replace("\x1b[33m", "").replace("\x1b[0m", "")) for line in (first, *others)) <= width
    assert all(line.startswith(" " * 26) for line in others)
    words = " ".join([first[first.index("the clock") :], *(line.strip() for line in others)])
    assert words == f"{LINE.said} \u2192 {LINE.way_out}"


def test_a_pipe_has_a_line_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    """What was found, and the way out."""
    doctor._print(LINE, as_json=False)  # noqa: SLF001 - as above
    assert len(capsys.readouterr().out.splitlines()) == 2
