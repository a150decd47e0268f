from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

from tests.ops.names import exposed

SCRIPT = Path(__file__).parent.parent.parent / "scripts" / "build_metrics_page.py"


def test_the_page_is_what_the_script_writes() -> None:
    """`python scripts/build_metrics_page.py` was run after the last change."""
    built: Any = runpy.run_path(str(SCRIPT))
    assert built["page"]() == built["PAGE"].read_text()


def test_every_metric_stands_on_it() -> None:
    """With its name as it is asked for; those of the process together."""
    built: Any = runpy.run_path(str(SCRIPT))
    listed = set(re.findall(r"^\| `(\w+)`", built["page"](), re.MULTILINE))
    families = {re.sub(r"_(bucket|sum|count)$", "", name) for name in exposed()}
    assert listed == {name for name in families if not name.startswith("newswire_process_")}
