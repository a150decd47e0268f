"""How places are written in languages: endings, prefixes and words beside a name, in the order they are tried (data/name_forms.txt)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from stream.model.errors import StopError
from stream.tagging.lexicon.list_file import read_lists

_FILE: Final = Path(__file__).parent / "data" / "name_forms.txt"


def name_forms(language: str, use: str) -> tuple[str, ...]:
    """The list of a language and use, as `[zh endings]`.

    Raises:
        StopError: when there is no such list.
    """
    found = _lists().get(f"{language} {use}")
    if found is None:
        msg = f"{_FILE}: no list [{language} {use}]. Reinstall the package."
        raise StopError(msg)
    return tuple(form.replace("_", " ") for form in found)


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    return read_lists(_FILE)
