"""A TOML file of all settings, commented out: what `newswire config init` writes for somebody to begin with."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any, Final

from stream.config.settings import Settings

_WIDTH: Final = 100
# A value to go by where the default is none or says nothing.
_EXAMPLES: Final[dict[str, Any]] = {
    "tls_ca": "/etc/newswire/ca.pem",
    "tls_cert": "/etc/newswire/client.pem",
    "tls_key": "/etc/newswire/client.key",
    "notify": "/etc/newswire/notify.toml",
}
# What has its place elsewhere: files are read by more people than an environment.
_ELSEWHERE: Final = {"sasl_password": "set NEWSWIRE_SASL_PASSWORD in the environment instead"}
_HEAD: Final = """\
# Settings of newswire. Every line is commented out and shows the default: take the # away from what you change.
# Name this file with --config or NEWSWIRE_CONFIG. A variable of the environment (NEWSWIRE_ and the name in
# capitals) wins over it. `newswire config check --config FILE` says what is wrong with it.
"""


def commented() -> str:
    """The file's text: a setting is its description as a comment, then its line with the default (or an example), commented out."""
    parts = [_HEAD]
    defaults = Settings.model_construct().model_dump(mode="json")
    for name, field in Settings.model_fields.items():
        said = field.description or ""
        if name in _ELSEWHERE:
            said = f"{said}: {_ELSEWHERE[name]}"
        elif defaults[name] is None:
            said = f"{said} (no default)"
        described = "\n".join(textwrap.wrap(said, _WIDTH, initial_indent="# ", subsequent_indent="# "))
        value = _EXAMPLES.get(name, defaults[name])
        parts.append(described if name in _ELSEWHERE else f"{described}\n#{name} = {_toml(value)}")
    return "\n".join(part if part.endswith("\n") else f"{part}\n" for part in parts)


def _toml(value: Any) -> str:
    """A default as TOML writes it: its strings, numbers, booleans and flat lists are those of JSON."""
    if isinstance(value, Path):
        return json.dumps(str(value))
    return json.dumps(value, ensure_ascii=False)
