"""docker-compose.yml and the Dockerfile, without a Docker engine: shape, files, commands, and what is exposed."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import click
import jsonschema_rs
import orjson
import pytest
import yaml

from stream.cli.main import cli
from stream.config.settings import Settings

ROOT = Path(__file__).parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
OURS = [name for name, service in SERVICES.items() if service["image"] == "newswire-stream"]
CONFIGS = sorted(
    path for path in (ROOT / "stream" / "ops").rglob("*") if path.suffix in {".yml", ".yaml", ".json"}
)


def instructions(name: str) -> list[str]:
    """The arguments of every instruction of that name in the Dockerfile, continued lines joined."""
    return [line.removeprefix(f"{name} ") for line in DOCKERFILE.splitlines() if line.startswith(f"{name} ")]


def assert_command(words: list[str]) -> None:
    """The command line is one that the CLI takes: each group and command exists, and its arguments parse."""
    command: click.Command = cli
    context = click.Context(cli)
    while isinstance(command, click.Group):
        found = command.get_command(context, words[0])
        assert found is not None, words
        command, words = found, words[1:]
    command.make_context("newswire", words)


def test_the_file_is_a_compose_file() -> None:
    """It satisfies the Compose specification's own schema."""
    schema = orjson.loads((ROOT / "tests" / "fixtures" / "compose-spec.json").read_bytes())
    validator = jsonschema_rs.Draft201909Validator(schema)
    assert [error.message for error in validator.iter_errors(COMPOSE)] == []
    assert not validator.is_valid({**COMPOSE, "services": {"kafka": {"imgae": "typo"}}})


@pytest.mark.parametrize("name", OURS)
def test_each_service_of_ours_runs_a_command_that_exists(name: str) -> None:
    """A renamed command or option would otherwise be found by whoever runs Compose."""
    assert_command(list(SERVICES[name]["command"]))


def test_the_image_runs_a_command_that_exists() -> None:
    """The entry point is the installed script, the default command a worker."""
    assert [orjson.loads(words) for words in instructions("ENTRYPOINT")] == [["newswire"]]
    assert_command(orjson.loads(instructions("CMD")[-1]))


def test_both_sides_of_every_mount_and_copy_are_there() -> None:
    """Bind mounts and COPY name files of the repository."""
    mounts = [volume.split(":") for service in SERVICES.values() for volume in service.get("volumes", ())]
    for source, *_ in mounts:
        assert (ROOT / source).exists() if source.startswith(".") else source in COMPOSE["volumes"]
    for line in instructions("COPY"):
        if not line.startswith("--from"):
            *sources, _ = shlex.split(line)
            for source in sources:
                assert (ROOT / source).exists(), source


def test_whatever_is_copied_passes_the_dockerignore() -> None:
    """The ignore file starts with everything: what the Dockerfile copies must be let through."""
    kept = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line[:1] == "!"
    }
    for line in instructions("COPY"):
        if not line.startswith("--from"):
            for source in shlex.split(line)[:-1]:
                assert source in kept or any(Path(source).match(pattern) for pattern in kept), source


def test_every_setting_in_a_container_is_one() -> None:
    """Names and values load as settings."""
    given: dict[str, Any] = {}
    for name in OURS:
        given |= SERVICES[name]["environment"]
    given |= dict(re.findall(r"(NEWSWIRE_\w+)=(\S+)", DOCKERFILE))
    given.pop("CMS_SECRET")  # of the example target
    fields = {name.removeprefix("NEWSWIRE_").lower(): value for name, value in given.items()}
    assert fields
    assert set(fields) <= set(Settings.model_fields)
    Settings(**fields)


def test_ports_are_on_the_loopback_alone() -> None:
    """Kafka, Prometheus and Grafana have no login here: no other machine may reach them."""
    ports = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert ports
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_every_image_is_pinned() -> None:
    """To a version, and Kafka to its fourth generation, which needs no ZooKeeper."""
    images = {name: service["image"] for name, service in SERVICES.items() if name not in OURS}
    assert [image for image in images.values() if not re.search(r":v?\d+\.\d+", image)] == []
    assert images["kafka"].startswith("apache/kafka:4.")


def test_workers_start_when_the_topics_are_made() -> None:
    """Kafka answers, then the topics are made, then the workers check them."""
    assert SERVICES["topics"]["depends_on"]["kafka"]["condition"] == "service_healthy"
    assert SERVICES["worker"]["depends_on"]["topics"]["condition"] == "service_completed_successfully"
    assert SERVICES["kafka"]["environment"]["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"


def test_health_is_asked_on_the_web_port() -> None:
    """In the image and in Compose alike, by a Python that the image has."""
    expected = f"http://127.0.0.1:{Settings().web_port}/readyz"
    checks = [
        SERVICES["worker"]["healthcheck"]["test"],
        orjson.loads(instructions("HEALTHCHECK")[0].split("CMD")[1]),
    ]
    for check in checks:
        assert expected in check[-1]
        compile(check[-1], "healthcheck", "exec")


def test_the_image_does_not_run_as_root_and_installs_from_the_lock() -> None:
    """Every package is checked against a hash; the build fetches nothing else."""
    assert instructions("USER") == ["newswire"]
    installs = re.findall(r"pip (?:install|wheel) [^&]*", DOCKERFILE)
    assert installs
    assert [line for line in installs if "--require-hashes" not in line and "--no-deps" not in line] == []


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: str(path.relative_to(ROOT)))
def test_operations_files_parse(path: Path) -> None:
    """Prometheus and Grafana would refuse the whole file."""
    assert yaml.safe_load(path.read_text())


def test_prometheus_scrapes_the_workers() -> None:
    """By the name of their service, at the web port."""
    config = yaml.safe_load((ROOT / "stream" / "ops" / "prometheus" / "prometheus.yml").read_text())
    scraped = {
        job["job_name"]: (discovery["names"], discovery["port"])
        for job in config["scrape_configs"]
        for discovery in job["dns_sd_configs"]
    }
    assert scraped == {
        "newswire": (["worker"], Settings().web_port),
        "newswire-desk": (["desk"], Settings().desk_port),
        "newswire-notify": (["notify"], 6067),
    }
    assert SERVICES["notify"]["command"][-1] == "6067"


def test_alerts_reach_the_alertmanager_and_its_route_names_who_there_is() -> None:
    """Prometheus knows its service; every receiver of the example route is there, and what is critical has one of its own."""
    config = yaml.safe_load((ROOT / "stream" / "ops" / "prometheus" / "prometheus.yml").read_text())
    (target,) = config["alerting"]["alertmanagers"][0]["static_configs"][0]["targets"]
    name, _, port = target.partition(":")
    assert SERVICES[name]["ports"] == [f"127.0.0.1:{port}:{port}"]
    routes = yaml.safe_load((ROOT / "stream" / "ops" / "alertmanager" / "alertmanager.yml").read_text())
    receivers = {each["name"] for each in routes["receivers"]}
    asked = [routes["route"], *routes["route"]["routes"]]
    assert {each["receiver"] for each in asked} == receivers
    assert [each["receiver"] for each in asked if 'severity="critical"' in each.get("matchers", ())] == [
        "night"
    ]
    rules = (ROOT / "stream" / "ops" / "prometheus" / "rules" / "alerts.yml").read_text()
    for rule in routes["inhibit_rules"]:
        for matcher in (*rule["source_matchers"], *rule["target_matchers"]):
            for alert in re.findall(r"Newswire\w+", matcher):
                assert f"alert: {alert}\n" in rules


def test_the_desk_is_there_and_asks_nobody_but_this_machine() -> None:
    """`open` needs the loopback's port; its database is on a volume; the example targets are some."""
    desk = SERVICES["desk"]
    assert desk["environment"]["NEWSWIRE_DESK_AUTH"] == "open"
    assert desk["ports"] == [f"127.0.0.1:{Settings().desk_port}:{Settings().desk_port}"]
    (mount,) = desk["volumes"]
    assert desk["environment"]["NEWSWIRE_DESK_DIR"].startswith(mount.partition(":")[2])
    file = ROOT / "stream" / "ops" / "notify" / "targets.toml"
    assert [target["name"] for target in tomllib.loads(file.read_text())["target"]] == ["cms"]
