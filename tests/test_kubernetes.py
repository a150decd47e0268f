"""The manifests in stream/ops/kubernetes: what Kubernetes' own schemas say of them, and whether they fit the program."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
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
VOLUME = FOLDER.parent / "kubernetes_volume"
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
    assert set(MANIFESTS) - {"kustomization.yaml"} | {"../grafana"} == set(kustomization["resources"])
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
    named = {
        yaml.safe_load(path.read_text())["metadata"]["name"]
        for path in (FOLDER / "service.yaml", FOLDER / "desk" / "desk_service.yaml")
    }
    assert named == set(re.findall(r'job="([^"]*)"', rules))


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


def built(folder: str) -> dict[tuple[str, str], dict[str, Any]]:
    """What kustomize makes of a folder, by kind and name: kubectl has kustomize within."""
    done = subprocess.run(
        ["kubectl", "kustomize", FOLDER / folder], capture_output=True, text=True, check=True
    )
    found = [each for each in yaml.safe_load_all(done.stdout) if each]
    return {(each["kind"], each["metadata"]["name"]): each for each in found}


OTHERS = sorted(
    path
    for path in (*FOLDER.glob("*/*.yaml"), *VOLUME.glob("*.yaml"))
    if path.name != "kustomization.yaml" and not path.name.endswith("servicemonitor.yaml")
)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("path", OTHERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_kubernetes_takes_the_variants_too(path: Path, version: str) -> None:
    """The desk, notices, and workers with volumes."""
    kubernetes_validate.validate(yaml.safe_load(path.read_text()), version, strict=True)


@pytest.mark.parametrize("folder", ["desk", "notify", "../kubernetes_volume"])
def test_each_variant_lists_its_files_and_the_version(folder: str) -> None:
    """No file of a folder is left out."""
    kustomization = yaml.safe_load((FOLDER / folder / "kustomization.yaml").read_text())
    files = {path.name for path in (FOLDER / folder).glob("*.yaml")} - {"kustomization.yaml"}
    assert files == set(kustomization["resources"]) - {"../kubernetes"}
    assert [{"name": WORKER["image"], "newTag": __version__}] == kustomization["images"]


@pytest.mark.parametrize("folder", ["desk", "notify"])
def test_what_runs_beside_the_workers_is_found_and_may_write_what_it_must(folder: str) -> None:
    """Commands, settings, ports, selectors and volumes fit each other."""
    files = {
        path.stem.removeprefix(f"{folder}_"): yaml.safe_load(path.read_text())
        for path in (FOLDER / folder).glob("*.yaml")
    }
    spec = files["deployment"]["spec"]
    pod, (container,) = spec["template"]["spec"], spec["template"]["spec"]["containers"]
    assert_command(container["args"])
    fields = {each["name"].removeprefix("NEWSWIRE_").lower(): each["value"] for each in container["env"]}
    Settings.model_validate(fields)
    labels = spec["template"]["metadata"]["labels"]
    assert spec["selector"]["matchLabels"] == labels == files["service"]["spec"]["selector"]
    assert (
        files["servicemonitor"]["spec"]["selector"]["matchLabels"] == files["service"]["metadata"]["labels"]
    )
    (port,) = container["ports"]
    assert files["service"]["spec"]["ports"][0]["port"] == port["containerPort"]
    mounts = {mount["mountPath"]: mount["name"] for mount in container["volumeMounts"]}
    assert {volume["name"] for volume in pod["volumes"]} == set(mounts.values())
    assert (spec["replicas"], spec["strategy"]["type"]) == (1, "Recreate")
    if folder == "desk":
        assert fields["desk_dir"] in mounts
        assert port["containerPort"] == Settings().desk_port
        kind, _, file = fields["desk_auth"].partition(":")
        assert (kind, str(Path(file).parent) in mounts) == ("basic", True)
        claim = next(each for each in pod["volumes"] if "persistentVolumeClaim" in each)
        assert claim["persistentVolumeClaim"]["claimName"] == files["volume"]["metadata"]["name"]


def test_workers_with_a_volume_are_the_same_workers() -> None:
    """The pods differ in where their data lies alone."""
    stateful = yaml.safe_load((VOLUME / "statefulset.yaml").read_text())["spec"]
    pod = deepcopy(POD)
    pod["spec"]["volumes"] = [each for each in pod["spec"]["volumes"] if each["name"] != "data"]
    assert stateful["template"] == pod
    (claim,) = stateful["volumeClaimTemplates"]
    assert claim["metadata"]["name"] in {mount["name"] for mount in WORKER["volumeMounts"]}
    assert stateful["serviceName"] == MANIFESTS["service.yaml"]["metadata"]["name"]


def test_the_operators_rule_is_what_the_script_writes() -> None:
    """Every group of the rules, and nothing else: `python scripts/build_prometheus_rule.py` was run after the last change."""
    written = runpy.run_path(str(FOLDER.parents[2] / "scripts" / "build_prometheus_rule.py"))["render"]()
    assert written == (FOLDER / "prometheusrule.yaml").read_text()
    groups = [
        group
        for path in sorted((FOLDER.parent / "prometheus" / "rules").glob("*.yml"), reverse=True)
        for group in yaml.safe_load(path.read_text())["groups"]
    ]
    assert MANIFESTS["prometheusrule.yaml"]["spec"]["groups"] == groups


def test_every_dashboard_is_in_a_config_map() -> None:
    """With the label that Grafana's sidecar looks for."""
    kustomization = yaml.safe_load((FOLDER.parent / "grafana" / "kustomization.yaml").read_text())
    files = {file for each in kustomization["configMapGenerator"] for file in each["files"]}
    assert files == {
        f"dashboards/{path.name}" for path in (FOLDER.parent / "grafana" / "dashboards").glob("*.json")
    }
    assert kustomization["generatorOptions"]["labels"]["grafana_dashboard"] == "1"


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl builds what is applied")
def test_kustomize_builds_each_folder() -> None:
    """What is applied: dashboards and rules with the workers, and in the variant no Deployment beside the StatefulSet."""
    plain, volume = built("."), built("../kubernetes_volume")
    assert {
        ("Deployment", "newswire"),
        ("PrometheusRule", "newswire"),
        ("ConfigMap", "newswire-dashboard-flow"),
    } <= set(plain)
    assert set(volume) - set(plain) == {("StatefulSet", "newswire")}
    assert set(plain) - set(volume) == {("Deployment", "newswire")}
    for folder in ("desk", "notify"):
        assert ("Deployment", f"newswire-{folder}") in built(folder)
