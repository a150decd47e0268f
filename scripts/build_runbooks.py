"""Put every page of `stream/ops/runbooks` into its frame, `stream/ops/runbook_frame.html`: `python -m scripts.build_runbooks`.

Workers and Prometheus serve each page as it lies there, so each is whole. What all of them say alike, the style and how the
commands are run, is written in the frame and nowhere else. A page's own part is what stands between its heading and that.
"""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import Final

OPS: Final = Path(__file__).parent.parent / "stream" / "ops"
FRAME: Final = Template((OPS / "runbook_frame.html").read_text(encoding="utf-8"))
SHARED: Final = "  <h2>How to run the commands</h2>\n"  # where the frame goes on behind a page's own part


def framed(name: str, page: str) -> str:
    """A page in the frame of now, whatever frame it had."""
    own = page.partition("</h1>\n")[2].partition(SHARED)[0]
    return FRAME.substitute(name=name, own=own)


def main() -> None:
    """Write all pages anew."""
    for path in sorted((OPS / "runbooks").glob("*.html")):
        path.write_text(framed(path.stem, path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
