"""`/runbooks/`: the page of each alert, for operators without a copy of stream/ops."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import faust
from faust.web import Request, Response, View
from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER: Final = Path(__file__).parents[2] / "ops" / "runbooks"
# The pages may load their own style alone.
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


def pages(folder: Path = FOLDER) -> dict[str, str]:
    """Every page by its name, `NewswireWorkerDown.html`; `` is the list of them."""
    found = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html"))}
    found[""] = list_page([*found])
    return found


def list_page(names: Sequence[str]) -> str:
    """The list of pages by their files' names."""
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("runbooks.html.jinja").render(names=names)


def register(app: faust.App) -> None:
    """Serve the pages; they are read once."""
    found = pages()

    @app.page("/runbooks/{name}")
    async def runbook(view: View, _: Request, name: str) -> Response:
        """One page."""
        if name not in found:
            return view.text("no such runbook: /runbooks/ lists them", status=404)
        return view.html(found[name], headers=HEADERS)

    @app.page("/runbooks/")
    async def index(view: View, _: Request) -> Response:
        """The list."""
        return view.html(found[""], headers=HEADERS)
