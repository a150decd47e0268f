"""How every client reaches the broker: addresses, TLS and SASL from the settings, and a first request."""

from __future__ import annotations

import logging
import ssl
from typing import TYPE_CHECKING, Any

from aiokafka.conn import create_conn
from aiokafka.errors import (
    IllegalSaslStateError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)
from aiokafka.protocol.metadata import MetadataRequest

from stream.config.settings import Settings
from stream.model.errors import StopError

if TYPE_CHECKING:
    from pathlib import Path

    from faust import SASLCredentials, SSLCredentials

# Long enough for a TLS and SCRAM handshake across an ocean, short enough for a person at a prompt.
REACH_SECONDS = 10.0

# aiokafka does not read a SCRAM refusal ("e=...") and trips over the missing field; a ValueError is a signature
# that does not fit.
_BROKEN_LOGIN = (KeyError, ValueError)
_REFUSED = (SaslAuthenticationFailed, IllegalSaslStateError, *_BROKEN_LOGIN)

# At debug it logs every request whole: a PLAIN login is one, with the password in it, and so is every article.
logging.getLogger("aiokafka.conn").setLevel(logging.INFO)


def addresses(settings: Settings) -> list[str]:
    """The bootstrap addresses as `host:port`."""
    return [part.strip().removeprefix("kafka://") for part in settings.broker.split(",")]


def client_options(settings: Settings) -> dict[str, Any]:
    """Keyword arguments that any aiokafka client (producer, consumer, admin) takes.

    Raises:
        StopError: a certificate file that cannot be used, or TLS files with TLS off.
    """
    options: dict[str, Any] = {
        "bootstrap_servers": addresses(settings),
        "security_protocol": _protocol(settings),
        "ssl_context": tls_context(settings),
    }
    if settings.sasl_mechanism:
        options["sasl_mechanism"] = settings.sasl_mechanism
        options["sasl_plain_username"] = settings.sasl_username
        options["sasl_plain_password"] = settings.sasl_password.get_secret_value()
    return options


def faust_credentials(settings: Settings) -> SASLCredentials | SSLCredentials | None:
    """What Faust's `broker_credentials` takes; None for a plain connection.

    Raises:
        StopError: as `client_options`.
    """
    from faust import SASLCredentials, SSLCredentials  # noqa: PLC0415 - Faust is slow, the CLI needs it seldom

    context = tls_context(settings)
    if settings.sasl_mechanism:
        return SASLCredentials(
            username=settings.sasl_username,
            password=settings.sasl_password.get_secret_value(),
            ssl_context=context,
            mechanism=settings.sasl_mechanism,
        )
    return SSLCredentials(context) if context else None


def tls_context(settings: Settings) -> ssl.SSLContext | None:
    """The TLS context, which always verifies the broker and its name; None with TLS off.

    Raises:
        StopError: naming the setting and the file that cannot be used.
    """
    if not settings.tls:
        for name in ("tls_ca", "tls_cert", "tls_key"):
            if getattr(settings, name):
                msg = (
                    f"NEWSWIRE_{name.upper()} is set but NEWSWIRE_TLS is off: the connection would be in the "
                    f"clear. Set NEWSWIRE_TLS=true, or unset NEWSWIRE_{name.upper()}."
                )
                raise StopError(msg)
        return None
    context = ssl.create_default_context()
    if settings.tls_ca:
        # A private authority is trusted instead of the system's, not beside them.
        context = _readable("tls_ca", settings.tls_ca, lambda: _trusting(settings.tls_ca))
    if settings.tls_cert and settings.tls_key:
        for name, path in (("tls_cert", settings.tls_cert), ("tls_key", settings.tls_key)):
            _readable(name, path, path.read_bytes)
        pair = (settings.tls_cert, settings.tls_key)
        _readable("tls_cert", settings.tls_cert, lambda: context.load_cert_chain(*pair, password=_no_prompt))
    return context


def _trusting(path: Path | None) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=path)


def _no_prompt() -> str:
    """Answer for an encrypted key: OpenSSL would otherwise ask the terminal and hang a service."""
    msg = "the key is encrypted: give one without a passphrase"
    raise ValueError(msg)


def _readable(name: str, path: Path, read: Any) -> Any:
    try:
        return read()
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        said = error.strerror or str(error) if isinstance(error, OSError) else str(error)
        msg = f"NEWSWIRE_{name.upper()}={path}: {said}. Name a readable PEM file that fits the others."
        raise StopError(msg) from error


def _protocol(settings: Settings) -> str:
    if settings.sasl_mechanism:
        return "SASL_SSL" if settings.tls else "SASL_PLAINTEXT"
    return "SSL" if settings.tls else "PLAINTEXT"


async def require_broker(settings: Settings, *, seconds: float = REACH_SECONDS) -> None:
    """Make sure that one bootstrap address answers the Kafka protocol and takes our credentials.

    The clients of aiokafka fold every cause into "unable to bootstrap", so the cause is found out here first.

    Args:
        settings: where the broker is and who we are.
        seconds: the most that each address is given.

    Raises:
        StopError: saying of the addresses why not (each cause once), without any secret, and the way out.
    """
    options = client_options(settings)
    whys: dict[str, list[str]] = {}
    for address in options.pop("bootstrap_servers"):
        host, _, port = address.rpartition(":")
        try:
            await _greet(host.strip("[]"), int(port), request_timeout_ms=int(seconds * 1000), **options)
        except (OSError, KafkaError, TimeoutError, *_BROKEN_LOGIN) as error:
            whys.setdefault(_why(error, settings, seconds), []).append(address)
        else:
            return
    said = "; ".join(f"{', '.join(failed)}: {why}" for why, failed in whys.items())
    msg = f"cannot reach the broker at {said}"
    raise StopError(msg)


async def _greet(host: str, port: int, **options: Any) -> None:
    """Connect, log in, and ask for no topics: a broker that wants a login answers everything but a question."""
    connection = await create_conn(host, port, **options)
    try:
        await connection.send(MetadataRequest([]))
    finally:
        connection.close()


def _why(error: Exception, settings: Settings, seconds: float) -> str:
    """The cause in words, and the way out. The client's own text is left out where it could hold a secret."""
    # First: a failed verification is a ValueError too.
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"its certificate is not trusted ({error.verify_message}): set NEWSWIRE_TLS_CA to its authority"
        )
    if isinstance(error, ssl.SSLError):
        return f"no TLS there ({error.reason or 'handshake failed'}): check NEWSWIRE_TLS and the port"
    if isinstance(error, _REFUSED):
        return (
            f"it refused user {settings.sasl_username!r} ({settings.sasl_mechanism}): correct "
            "NEWSWIRE_SASL_USERNAME and NEWSWIRE_SASL_PASSWORD"
        )
    if isinstance(error, UnsupportedSaslMechanismError):
        return f"it does not take {settings.sasl_mechanism}: set NEWSWIRE_SASL_MECHANISM to one it takes"
    if isinstance(error, TimeoutError):
        return f"no answer within {seconds:g} s: check NEWSWIRE_BROKER, NEWSWIRE_TLS and the network"
    if isinstance(error, KafkaError) and settings.sasl_mechanism:
        return (
            f"it hung up at the login of user {settings.sasl_username!r}: it may not take "
            f"{settings.sasl_mechanism} (NEWSWIRE_SASL_MECHANISM) or the password"
        )
    if isinstance(error, KafkaError) and settings.tls:
        return (
            "it hung up on us within TLS: it may want a certificate that it trusts (NEWSWIRE_TLS_CERT, "
            "NEWSWIRE_TLS_KEY) or a login (NEWSWIRE_SASL_MECHANISM), or speak no Kafka"
        )
    if isinstance(error, KafkaError):
        return "it hung up on us: it may want TLS or a login (NEWSWIRE_TLS, NEWSWIRE_SASL_MECHANISM), or speak no Kafka"
    return f"{_said(error)}: start one with `newswire broker` or set NEWSWIRE_BROKER"


def _said(error: Exception) -> str:
    text = getattr(error, "strerror", None) or str(error)
    return "nobody listens there" if "Connect call failed" in str(text) else str(text)
