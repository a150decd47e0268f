"""Write stream/ops/kubernetes/prometheusrule.yaml: the rules of stream/ops/prometheus/rules for the Prometheus operator.

python scripts/build_prometheus_rule.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

OPS: Final = Path(__file__).parent.parent / "stream" / "ops"
PAGE: Final = OPS / "kubernetes" / "prometheusrule.yaml"
HEAD: Final = """# Written by scripts/build_prometheus_rule.py from ../prometheus/rules, which are the ones to change.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: newswire
  labels:
    app.kubernetes.io/name: newswire-stream
spec:
  groups:
"""


def render() -> str:
    """The manifest: the groups of every file, indented below `spec`."""
    lines = [HEAD.rstrip("\n")]
    for path in sorted(
        (OPS / "prometheus" / "rules").glob("*.yml"), reverse=True
    ):  # what is recorded comes first
        text = path.read_text().partition("\ngroups:\n")[2]
        lines += [f"  {line}".rstrip() for line in text.rstrip("\n").split("\n")]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(render())
    print(f"wrote {PAGE.name}")
