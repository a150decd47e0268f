from __future__ import annotations

import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.cli.output import print_json, print_line, print_table, progress, without_terminal_controls


@given(st.text())
def test_no_text_from_outside_can_steer_a_terminal(text: str) -> None:
    """One line, printable characters alone, whatever a headline holds."""
    assert all(char.isprintable() for char in without_terminal_controls(text))


def test_control_characters_are_written_out() -> None:
    """What was there can still be seen."""
    assert without_terminal_controls("a\x1b[31m\nß") == "a\\u001b[31m\\nß"


def test_data_goes_to_stdout_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON and lines are for pipes."""
    print_json({"a": [1, "ß"]})
    print_line("b\tc")
    assert capsys.readouterr() == ('{"a":[1,"ß"]}\nb\\tc\n', "")


def test_a_table_in_a_pipe_is_tab_separated_without_heads(capsys: pytest.CaptureFixture[str]) -> None:
    """`cut` and `sort` can work with it, and no cell breaks a line."""
    print_table(("name", "value"), [("a", "1"), ("b", "2\n3")])
    assert capsys.readouterr() == ("a\t1\nb\t2\\n3\n", "")


def test_a_table_for_a_person_has_heads(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal rich lays it out."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    print_table(("name", "value"), [("a", "[red]1[/red]")])
    assert "name" in terminal.getvalue()
    assert "[red]1[/red]" in terminal.getvalue()


def test_progress_is_shown_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log file holds no bars."""
    for stream, shown in ((io.StringIO(), False), (_Terminal(), True)):
        monkeypatch.setattr(sys, "stderr", stream)
        with progress("sending", 10) as bar:
            bar.advance(5)
        assert shown is ("sending" in stream.getvalue())


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True
