"""The file of targets: who is told, of what, and how hard it is tried."""

from __future__ import annotations

import base64
import binascii
import os
import ssl
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator

from stream.model.errors import StopError
from stream.model.notices import NoticeKind

SECRET_PREFIX = "whsec_"  # noqa: S105 - how Standard Webhooks marks a secret, no secret itself
# The same specification: a secret has 24 to 64 bytes.
SECRET_BYTES = range(24, 65)
_FROM_ENVIRONMENT = "env:"
_KINDS_OF_TARGET = "webhook, slack, teams or email"


def _web_address(value: SecretStr) -> SecretStr:
    try:
        parts = urlsplit(value.get_secret_value())
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        msg = "is no web address: write https://host/path"
        raise ValueError(msg)
    return value


def _signing_secret(value: SecretStr) -> SecretStr:
    try:
        length = len(base64.b64decode(value.get_secret_value().removeprefix(SECRET_PREFIX), validate=True))
    except binascii.Error:
        length = 0
    if length not in SECRET_BYTES:
        msg = "is not 24 to 64 bytes in base64: make one with `openssl rand -base64 32`"
        raise ValueError(msg)
    return value


def _mailbox(value: str) -> str:
    name, _, domain = value.rpartition("@")
    if not name or not domain or any(char.isspace() or char in "<>,;" for char in value):
        msg = "is no mail address: write name@host alone"
        raise ValueError(msg)
    return value


_Address: TypeAlias = Annotated[SecretStr, AfterValidator(_web_address)]
_Mailbox: TypeAlias = Annotated[str, AfterValidator(_mailbox)]


class _TargetPart(BaseModel):
    # An unknown name is a mistake that would otherwise send too much or nothing.
    model_config = ConfigDict(frozen=True, extra="forbid")


class Filter(_TargetPart):
    """Which notices a target wants; what is left out asks nothing. All that is given must hold."""

    kinds: tuple[NoticeKind, ...] = Field((), description="kinds of notice")
    sources: tuple[str, ...] = Field((), description="sources of the article that caused the notice")
    own: tuple[str, ...] = Field((), description="own outlets: the notice names a copy of one of them")
    languages: tuple[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], ...] = Field(
        (), description="languages, each as two or three small letters; a notice that tells none passes"
    )
    relevant: bool = Field(default=False, description="of stories that are about armed conflict alone")
    killed: int = Field(0, ge=0, description="of stories of which so many killed, or more, were told")

    @property
    def asks_tags(self) -> bool:
        """Whether it asks what the notice itself does not tell."""
        return self.relevant or self.killed > 0


class _Target(_TargetPart):
    name: str = Field(
        pattern=r"^[A-Za-z0-9._-]{1,100}$", description="its name; what it was sent is kept under it"
    )
    start: Literal["end", "beginning"] = Field(
        "end",
        description="where a target of a new name starts: with what comes from now on, or with all that is kept",
    )
    filter: Filter = Filter()


class WebTarget(_Target):
    """A program's webhook, or a channel's incoming webhook: its address is a secret, for it lets anybody write there."""

    type: Literal["webhook", "slack", "teams"]
    url: _Address = Field(description="its address")
    secret: Annotated[SecretStr, AfterValidator(_signing_secret)] | None = Field(
        None, description="the secret that signs what is sent, in base64; of a `webhook` alone"
    )

    @model_validator(mode="after")
    def _only_webhooks_are_signed(self) -> WebTarget:
        if self.secret is not None and self.type != "webhook":
            msg = f"secret is given, but {self.type} checks no signature: leave it out"
            raise ValueError(msg)
        return self


class MailTarget(_Target):
    """Mailboxes, reached through an SMTP server."""

    type: Literal["email"]
    host: str = Field(min_length=1, description="the SMTP server")
    port: int = Field(587, ge=1, le=65535, description="its port")
    security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="`starttls` (usual on port 587), `tls` from the first byte (465), or `none`"
    )
    ca: Path | None = Field(
        None, description="PEM file of the authorities that signed the server; none: the system's"
    )
    username: str = Field("", description="user of the login, empty for none")
    password: SecretStr = Field(SecretStr(""), description="its password")
    sender: _Mailbox = Field(description="the address that mail comes from")
    to: tuple[_Mailbox, ...] = Field(min_length=1, description="the addresses that it goes to")

    @model_validator(mode="after")
    def _no_login_in_the_clear(self) -> MailTarget:
        if self.username and self.security == "none":
            msg = "username is given with security = 'none': the password would be in the clear. Set 'starttls' or 'tls'."
            raise ValueError(msg)
        if self.ca:
            try:
                ssl.create_default_context(cafile=self.ca)
            except OSError as error:  # ssl.SSLError is one
                why = error.strerror or error
                msg = f"ca = {str(self.ca)!r}: {why}. Name a PEM file of authorities, or leave it out."
                raise ValueError(msg) from error
        return self


Target: TypeAlias = WebTarget | MailTarget


class Retries(_TargetPart):
    """How hard a notice is tried at a target that does not take it."""

    first_wait: float = Field(
        1.0, gt=0, le=3600, description="seconds before the second try; doubled for each further one"
    )
    longest_wait: float = Field(60.0, gt=0, le=3600, description="most seconds between two tries")
    give_up: float = Field(
        86_400.0, gt=0, description="seconds after which a notice is given up: a line in the log says so"
    )
    timeout: float = Field(10.0, gt=0, le=300, description="seconds that a target has for its answer")

    @model_validator(mode="after")
    def _ordered(self) -> Retries:
        if self.first_wait > self.longest_wait:
            msg = f"first_wait ({self.first_wait:g}) must not be above longest_wait ({self.longest_wait:g})"
            raise ValueError(msg)
        return self


class Plan(_TargetPart):
    """The whole file."""

    retries: Retries = Retries()
    target: tuple[Annotated[Target, Field(discriminator="type")], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_differ(self) -> Plan:
        names = [target.name for target in self.target]
        for name in names:
            if names.count(name) > 1:
                msg = f"two targets are named {name!r}: each is remembered under its name, give them different ones"
                raise ValueError(msg)
        return self


def read_plan(path: Path, environment: Mapping[str, str] = os.environ) -> Plan:
    """Read the file of targets.

    Args:
        path: a TOML file.
        environment: where values written as `env:NAME` are taken from, so that secrets need not stand in the file.

    Raises:
        StopError: naming each field that does not fit, its value (never a secret's) and the way out.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        msg = f"{path}: {said}. Name a readable TOML file of targets (docs/notify.md shows one)."
        raise StopError(msg) from error
    missing: list[str] = []
    filled = _filled(given, environment, "", missing)
    if missing:
        raise StopError("\n".join(f"{path}: {said}" for said in missing))
    try:
        return Plan.model_validate(filled)
    except ValidationError as error:
        raise StopError("\n".join(_told(path, problem) for problem in error.errors())) from None


def _filled(value: Any, environment: Mapping[str, str], place: str, missing: list[str]) -> Any:
    """The value with each `env:NAME` replaced by the variable."""
    if isinstance(value, dict):
        return {
            name: _filled(inner, environment, f"{place}.{name}".lstrip("."), missing)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_filled(inner, environment, f"{place}[{at}]", missing) for at, inner in enumerate(value)]
    if isinstance(value, str) and value.startswith(_FROM_ENVIRONMENT):
        variable = value.removeprefix(_FROM_ENVIRONMENT)
        if variable in environment:
            return environment[variable]
        missing.append(
            f"{place} = {value!r}: no such variable in the environment. Set {variable}, or write the value."
        )
    return value


_SECRET_FIELDS = frozenset({"url", "secret", "password"})


def _told(path: Path, problem: Any) -> str:
    """A fault of the file in one line."""
    place = ""
    for part in problem["loc"]:
        if isinstance(part, int):
            place += f"[{part}]"
        elif part not in {
            "webhook",
            "slack",
            "teams",
            "email",
        }:  # how pydantic names the kind of target that it read
            place += f".{part}" if place else str(part)
    last = problem["loc"][-1] if problem["loc"] else ""
    said = str(problem["msg"]).removeprefix("Value error, ")
    if problem["type"].startswith("union_tag"):
        return f"{path}: {place}.type must be {_KINDS_OF_TARGET}{_got(problem['input'], 'type')}"
    if problem["type"] == "missing":
        return f"{path}: {place} is missing: docs/notify.md shows what a target needs"
    if problem["type"] == "extra_forbidden":
        return (
            f"{path}: {place} is no field here: correct its name, or leave it out (docs/notify.md lists them)"
        )
    plain = isinstance(problem["input"], str | int | float) and last not in _SECRET_FIELDS
    value = f" (got {str(problem['input'])[:80]!r})" if plain else ""
    return f"{path}: {place or 'the file'}: {said}{value}"


def _got(given: Any, name: str) -> str:
    return (
        f" (got {str(given[name])[:80]!r})"
        if isinstance(given, dict) and name in given
        else " (it is missing)"
    )
