"""The manifests in stream/ops/kubernetes: what Kubernetes' own schemas say of them, and whether they fit the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from stream import __version__
from stream.config.settings import Settings
from tests.test_compose import DOCKERFILE, assert_command

FOLDER = Path(__file__).parent.parent / "stream" / "ops" / "kubernetes"
MANIFESTS: dict[str, dict[str, Any]] = {
    path.name: yaml.safe_load(path.read_text()) for path in sorted(FOLDER.glob("*.yaml"))
}
VERSIONS = ("1.31", "1.37")  # what long-lived clusters run, and the newest that the schemas know
BUILT_IN = ("configmap.yaml", "deployment.yaml", "service.yaml", "poddisruptionbudget.yaml")
POD: dict[str, Any] = MANIFESTS["deployment.yaml"]["spec"]["template"]
(WORKER,) = POD["spec"]["containers"]
SETTINGS: dict[str, str] = MANIFESTS["configmap.yaml"]["data"]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", BUILT_IN)
def test_kubernetes_takes_it(name: str, version: str) -> None:
    """By the schema of its kind, without a field that the kind does not know."""
    kubernetes_validate.validate(MANIFESTS[name], version, strict=True)


def test_a_field_that_is_misspelt_would_be_noticed() -> None:
    """Kubernetes would drop it in silence."""
    wrong = deepcopy(MANIFESTS["deployment.yaml"])
    wrong["spec"]["template"]["spec"]["containers"][0]["livenessprobe"] = {}
    with pytest.raises(kubernetes_validate.ValidationError, match="livenessprobe"):
        kubernetes_validate.validate(wrong, VERSIONS[-1], strict=True)


def test_every_manifest_is_applied_and_nothing_else() -> None:
    """The list of kustomize is the folder; it names the version of the image that these files were made for."""
    kustomization = MANIFESTS["kustomization.yaml"]
    assert set(MANIFESTS) - {"kustomization.yaml"} == set(kustomization["resources"])
    assert [{"name": WORKER["image"], "newTag": __version__}] == kustomization["images"]


def test_every_setting_is_one_and_loads() -> None:
    """Names and values; none is a secret."""
    fields = {name.removeprefix("NEWSWIRE_").lower(): value for name, value in SETTINGS.items()}
    assert set(fields) <= set(Settings.model_fields)
    settings = Settings.model_validate(fields)
    assert "***" not in settings.shown().values()
    assert "sasl_password" not in fields


def test_the_web_port_is_open_to_the_cluster_and_the_same_everywhere() -> None:
    """A worker listens on the loopback unless it is told otherwise: here it is, and probes and scrapes find it."""
    assert "0.0.0.0" == SETTINGS["NEWSWIRE_WEB_HOST"]  # noqa: S104 - in a pod of its own
    assert "127.0.0.1" == Settings().web_host
    port = int(SETTINGS["NEWSWIRE_WEB_PORT"])
    assert f"EXPOSE {port}" in DOCKERFILE
    assert [{"name": "http", "containerPort": port}] == WORKER["ports"]
    (served,) = MANIFESTS["service.yaml"]["spec"]["ports"]
    assert {"name": "http", "port": port, "targetPort": "http"} == served
    (scraped,) = MANIFESTS["servicemonitor.yaml"]["spec"]["endpoints"]
    assert ("http", "/metrics") == (scraped["port"], scraped["path"])


def test_restarts_hang_on_life_and_rollouts_on_readiness() -> None:
    """A worker that waits for its partitions must not be restarted for it; one that is not ready must hold a rollout."""
    paths = {
        name: WORKER[name]["httpGet"]["path"] for name in ("livenessProbe", "startupProbe", "readinessProbe")
    }
    assert {"livenessProbe": "/healthz", "startupProbe": "/healthz", "readinessProbe": "/readyz"} == paths
    assert {"http"} == {WORKER[name]["httpGet"]["port"] for name in paths}
    assert MANIFESTS["service.yaml"]["spec"]["publishNotReadyAddresses"] is True


def test_every_selector_finds_the_pods() -> None:
    """Labels are strings that nothing checks until nothing is found."""
    labels = POD["metadata"]["labels"].items()
    for selector in _selectors():
        assert selector.items() <= labels
    monitored = MANIFESTS["servicemonitor.yaml"]["spec"]["selector"]["matchLabels"].items()
    assert monitored <= MANIFESTS["service.yaml"]["metadata"]["labels"].items()


def test_the_rules_find_what_is_scraped() -> None:
    """The Prometheus operator names the job after the service, and the rules ask for that job."""
    rules = "".join(path.read_text() for path in (FOLDER.parent / "prometheus" / "rules").glob("*.yml"))
    assert {MANIFESTS["service.yaml"]["metadata"]["name"]} == set(re.findall(r'job="([^"]*)"', rules))


def _selectors() -> Iterator[dict[str, str]]:
    for name in ("deployment.yaml", "poddisruptionbudget.yaml"):
        yield MANIFESTS[name]["spec"]["selector"]["matchLabels"]
    yield MANIFESTS["service.yaml"]["spec"]["selector"]
    for constraint in POD["spec"]["topologySpreadConstraints"]:
        yield constraint["labelSelector"]["matchLabels"]


def test_the_worker_is_the_images_and_may_write_its_table() -> None:
    """The command exists; the root is read-only, so whatever is written has a volume; the user is the image's."""
    assert_command(WORKER["args"])
    mounts = {mount["mountPath"]: mount["name"] for mount in WORKER["volumeMounts"]}
    assert {SETTINGS["NEWSWIRE_DATA_DIR"], "/tmp"} == set(mounts)  # noqa: S108 - the container's own
    assert {volume["name"] for volume in POD["spec"]["volumes"]} == set(mounts.values())
    assert f"--uid {POD['spec']['securityContext']['runAsUser']}" in DOCKERFILE
    assert {"name": MANIFESTS["configmap.yaml"]["metadata"]["name"]} in [
        source.get("configMapRef") for source in WORKER["envFrom"]
    ]


def test_a_worker_that_ends_is_given_the_time_it_takes() -> None:
    """It promises ten seconds; who kills it before makes its batches be read again."""
    assert POD["spec"]["terminationGracePeriodSeconds"] > 10
