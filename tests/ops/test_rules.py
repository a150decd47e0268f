"""The shipped rules, with the real promtool: they load, fire when they should, and stay quiet when they should."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import click
import pytest
import yaml

from scripts.build_runbooks import SHARED, framed
from stream.cli.main import cli
from stream.config.settings import Settings
from stream.worker.web.runbook_pages import pages
from tests.ops.cases import CASES, DAY
from tests.ops.names import known
from tests.ops.promtool import OPS, RULES, Fires, alerts, promtool, wrong

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


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """What promtool says of each case that does not do as it should, by its number."""
    return wrong(CASES, tmp_path_factory.mktemp("cases"))


@pytest.mark.prometheus
@pytest.mark.parametrize(
    "number", range(len(CASES)), ids=lambda number: f"{CASES[number].alert}: {CASES[number].says}"
)
def test_alert_does_as_it_should(number: int, faults: dict[int, str]) -> None:
    """It fires with the line that a person gets, or is quiet."""
    assert number not in faults, faults[number]


@pytest.mark.prometheus
def test_a_case_that_is_wrong_is_named_among_others(tmp_path: Path) -> None:
    """Of minutes, of days, beside a right one of the same alert: each by itself, and no other."""
    short = [case for case in CASES if case.every == 1][:3]
    long = next(case for case in CASES if case.every > 1 and not case.fires)
    cases = [
        short[0],
        replace(short[1], fires=(Fires("no such line"),)),
        short[2],
        replace(long, at=DAY, fires=(Fires("as above"),)),
    ]
    cases.append(replace(short[0], fires=(Fires("beside one that is right"),)))
    said = wrong(cases, tmp_path)
    assert {1, 3, 4} == set(said)
    assert "no such line" in said[1]


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
        assert rule["annotations"]["runbook_url"].endswith(f"/{name}.html")
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


def test_numbers_in_runbooks_are_those_of_the_settings() -> None:
    """Every default that a page names stands behind its setting, as the code has it; no other number is called a default."""
    for path in RUNBOOKS.glob("*.html"):
        text = html.unescape(path.read_text())
        named = re.findall(r"NEWSWIRE_(\w+)</code> \((\S+) by default\b", text)
        assert len(named) == text.count("by default"), path.name
        for name, value in named:
            assert value == str(Settings.model_construct().shown()[name.lower()]), (path.name, name)


@pytest.mark.parametrize("path", sorted(RUNBOOKS.glob("*.html")), ids=lambda path: path.stem)
def test_every_runbook_says_how_its_commands_are_run(path: Path) -> None:
    """In Compose and in Kubernetes, and names the doctor and the status page; the services that it names are there."""
    text = html.unescape(path.read_text())
    for words in ("docker compose exec worker newswire ", "kubectl exec deploy/newswire -- newswire ", "newswire doctor", "newswire status", "status page"):  # fmt: skip
        assert words in text, words
    services = set(re.findall(r"docker compose (?:exec|run --rm) (\w+)", text))
    assert services <= set(yaml.safe_load((OPS.parents[1] / "docker-compose.yml").read_text())["services"])


@pytest.mark.parametrize("path", sorted(RUNBOOKS.glob("*.html")), ids=lambda path: path.stem)
def test_what_all_runbooks_say_is_written_once(path: Path) -> None:
    """Each page is whole, and in the frame of `runbook_frame.html`: `python -m scripts.build_runbooks` puts it there."""
    text = path.read_text()
    assert framed(path.stem, text) == text
    assert text.count(SHARED) == 1


def test_a_page_keeps_its_own_part_in_another_frame() -> None:
    """Its name and what stands between the heading and the commands; all else is the frame's."""
    found = framed(
        "NewswireNew", "<style>old</style><h1>x</h1>\n  <h2>What it means</h2>\n" + SHARED + "<p>old</p>\n"
    )
    assert "<h1>NewswireNew</h1>\n  <h2>What it means</h2>\n" + SHARED in found
    assert "old" not in found


def test_a_worker_serves_the_runbooks() -> None:
    """Each by its name, and a list of them; links between them hold under any address."""
    found = pages()
    assert {f"{name}.html" for name in alerts()} | {""} == set(found)
    for name in alerts():
        assert f'href="{name}.html"' in found[""]
    for text in found.values():
        assert [link for link in re.findall(r'href="([^"]+)"', text) if link not in found] == []
