"""Who may read and mark on the desk page: users of a file, or a name that a proxy vouches for."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import ipaddress
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from stream.model.errors import StopError

# scrypt's costs as RFC 7914 and OWASP name them for a login: 16 MB and about 50 ms a try.
_N: Final = 2**14
_R: Final = 8
_P: Final = 1
_SALT: Final = 16  # bytes
_TOKEN: Final = 24  # bytes of a token, 32 characters of an address
_KEPT: Final = (
    500  # right logins that are remembered: scrypt at every request would take most of the time of an answer
)


class Role(StrEnum):
    """What somebody may do: `read` the pages, or `mark` on them as well; `feed` is a program, which fetches exports and feeds alone."""

    READ = "read"
    MARK = "mark"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: a name, "" where nobody asked for one, and what they may do."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class User:
    """A line of the users' file: salt and key are those of scrypt."""

    name: str
    role: Role
    salt: bytes
    key: bytes


def user_line(name: str, role: Role, password: str, salt: bytes | None = None) -> str:
    """A line of the users' file, `name:role:salt:key`, the last two in hexadecimal.

    Raises:
        ValueError: the name is empty or has a colon, or the password is shorter than eight characters.
    """
    if not name or ":" in name or not name.isprintable():
        msg = f"{name!r} is no name: letters, digits and blanks, without a colon"
        raise ValueError(msg)
    if len(password) < 8:
        msg = "the password has fewer than eight characters"
        raise ValueError(msg)
    own = os.urandom(_SALT) if salt is None else salt
    return f"{name}:{role}:{own.hex()}:{_key(password, own).hex()}"


def feed_token(name: str) -> tuple[str, str]:
    """A new token of a program, and its line of the users' file; the token is in no file.

    Raises:
        ValueError: the name cannot stand in an address.
    """
    if not name.isascii() or not name.replace("-", "").isalnum():
        msg = f"{name!r} cannot stand in an address: letters, digits and hyphens"
        raise ValueError(msg)
    secret = secrets.token_urlsafe(_TOKEN)
    return f"{name}.{secret}", user_line(name, Role.FEED, secret)


def users_in(path: Path) -> dict[str, User]:
    """The users of a file, by name; empty lines and those that begin with # are passed over.

    Raises:
        StopError: the file cannot be read or holds no user, or a line is none, with its number.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "no UTF-8"
        msg = f"NEWSWIRE_DESK_AUTH=basic:{path}: {said}: name a file of users; `newswire password` makes its lines"
        raise StopError(msg) from error
    found: dict[str, User] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            name, role, salt, key = line.strip().split(":")
            user = User(name, Role(role), bytes.fromhex(salt), bytes.fromhex(key))
        except ValueError:
            # The line is not repeated: it may hold a password in the clear.
            msg = f"{path}: line {number} is no name:role:salt:key: make it with `newswire password`"
            raise StopError(msg) from None
        found[user.name] = user
    if not found:
        msg = f"NEWSWIRE_DESK_AUTH=basic:{path}: no user in it, so nobody could read: make a line with `newswire password`"
        raise StopError(msg)
    return found


class Basic:
    """Users of a file, by HTTP basic authentication (RFC 7617), and programs by their tokens (`Bearer`, RFC 6750)."""

    def __init__(self, users: Mapping[str, User]) -> None:
        self._users = users
        self._right: dict[bytes, Visitor] = {}
        self._secret = os.urandom(32)  # so that what is kept is of no use to who reads this memory

    def visitor(self, header: str) -> Visitor | None:
        """Who an `Authorization` header is, None where it is nobody. Takes 50 ms the first time."""
        kept = hmac.digest(self._secret, header.encode(errors="surrogateescape"), "sha256")
        if kept in self._right:
            return self._right[kept]
        scheme, _, coded = header.partition(" ")
        if scheme.lower() == "bearer":
            name, colon, password = coded.strip().partition(".")
        elif scheme.lower() == "basic":
            try:
                name, colon, password = base64.b64decode(coded.strip(), validate=True).decode().partition(":")
            except (binascii.Error, UnicodeDecodeError, ValueError):
                return None
        else:
            return None
        user = self._users.get(name)
        if scheme.lower() == "bearer" and user is not None and user.role is not Role.FEED:
            user = None  # a person's password has no place in an address
        # An unknown name takes as long as a wrong password: the time tells nobody which names there are.
        key = _key(password, user.salt if user else bytes(_SALT))
        if user is None or not colon or not hmac.compare_digest(key, user.key):
            return None
        if len(self._right) >= _KEPT:
            self._right.clear()
        return self._right.setdefault(kept, Visitor(user.name, user.role))


@dataclass(frozen=True, slots=True)
class Proxy:
    """A name in a header, believed from these addresses alone."""

    header: str
    networks: Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network]

    def visitor(self, peer: str, value: str) -> Visitor | None:
        """Who a header's value is, coming from an address; None where that is no proxy of ours, or names nobody."""
        try:
            address = ipaddress.ip_address(peer)
        except ValueError:
            return None
        if value.strip() and value.isprintable() and any(address in network for network in self.networks):
            return Visitor(value.strip()[:100], Role.MARK)
        return None


def proxy_networks(names: Sequence[str]) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Addresses and networks as given.

    Raises:
        StopError: one is neither, or there is none.
    """
    if not names:
        msg = "NEWSWIRE_DESK_AUTH=proxy: believes a header from NEWSWIRE_DESK_PROXIES alone, which names nobody: set it to the proxy's address"
        raise StopError(msg)
    try:
        return [ipaddress.ip_network(name, strict=False) for name in names]
    except ValueError as error:
        msg = f"NEWSWIRE_DESK_PROXIES: {error}: write addresses or networks, as 10.0.0.7 or 10.0.0.0/24"
        raise StopError(msg) from error


def _key(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=64 * 1024 * 1024, dklen=32)
