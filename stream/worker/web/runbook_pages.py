"""`/runbooks/`: the page of each alert, for who has a worker's address and no copy of stream/ops."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import faust
from faust.web import Request, Response, View

FOLDER: Final = Path(__file__).parents[2] / "ops" / "runbooks"
# Its own style alone; links lead from page to page.
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


def pages() -> dict[str, str]:
    """Every page by its name, `NewswireWorkerDown.html`; `` is the list of them."""
    found = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.html"))}
    items = "".join(f'<li><a href="{name}">{name.removesuffix(".html")}</a></li>' for name in found)
    found[""] = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Runbooks</title></head>'
        f"<body><h1>Runbooks</h1><ul>{items}</ul></body></html>"
    )
    return found


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
