"""The shipped rules, with the real promtool: they load, fire when they should, and stay quiet when they should."""

from __future__ import annotations

import html
import re
from pathlib import Path

import click
import pytest
import yaml

from stream.cli.main import cli
from stream.config.settings import Settings
from tests.ops.cases import CASES
from tests.ops.names import known
from tests.ops.promtool import OPS, RULES, Case, alerts, promtool

RUNBOOKS = OPS / "runbooks"


@pytest.mark.prometheus
def test_rules_are_valid() -> None:
    """As promtool sees it, its lint included."""
    said = promtool("check", "rules", "--lint=all", "--lint-fatal", *map(str, RULES))
    assert len(RULES) == said.count("SUCCESS")


@pytest.mark.prometheus
def test_the_configuration_is_valid() -> None:
    """With the rules that it names."""
    said = promtool("check", "config", "--lint=all", str(OPS / "prometheus" / "prometheus.yml"))
    assert f"{len(RULES)} rule files found" in said


@pytest.mark.prometheus
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.alert}: {case.says}")
def test_alert_does_as_it_should(case: Case, tmp_path: Path) -> None:
    """It fires with the line that a person gets, or is quiet."""
    file = tmp_path / "case.yml"
    file.write_text(yaml.safe_dump(case.file(), width=1_000_000))
    promtool("test", "rules", str(file))


def test_every_alert_is_tried_both_ways() -> None:
    """Each has a case in which it fires and one in which it is quiet."""
    assert set(alerts()) == {case.alert for case in CASES if case.fires}
    # The quiet ones among sources stand in one case beside the one that fires.
    assert set(alerts()) - {"NewswireSourceQuiet"} == {case.alert for case in CASES if not case.fires}


def test_every_alert_has_its_page_and_every_page_its_alert() -> None:
    """The page says what it means, what to look at and what to do; the alert links to it."""
    assert set(alerts()) == {path.stem for path in RUNBOOKS.glob("Newswire*.html")}
    for name, rule in alerts().items():
        page = (RUNBOOKS / f"{name}.html").read_text()
        assert f"<h1>{name}</h1>" in page
        for part in ("What it means", "What to look at", "What to do"):
            assert f"<h2>{part}</h2>" in page, name
        assert rule["annotations"]["runbook_url"] == f"{{{{ $externalURL }}}}/consoles/{name}.html"
        assert rule["labels"]["severity"] in {"warning", "critical"}


def test_runbooks_speak_of_what_exists() -> None:
    """Metrics, settings and commands: a name that nobody finds costs time at night."""
    for path in RUNBOOKS.glob("*.html"):
        text = html.unescape(path.read_text())
        histograms = {name.removesuffix("_bucket") for name in known()}
        assert set(re.findall(r"newswire[_:]\w[\w:]*", text)) <= known() | histograms, path.name
        assert set(re.findall(r"NEWSWIRE_(\w+)", text)) <= {name.upper() for name in Settings.model_fields}
        for words in re.findall(r"<code>newswire ([a-z][^<]*)</code>", text):
            command: click.Command = cli
            left = words.split()
            while isinstance(command, click.Group):
                found = command.get_command(click.Context(command), left.pop(0))
                assert found is not None, words
                command = found
            command.make_parser(click.Context(command)).parse_args(left)
        for linked in re.findall(r'href="([^"]+)"', text):
            assert (RUNBOOKS / linked).is_file()
