"""One try at an SMTP server, and what its answer means."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime

import aiosmtplib

from stream.notify.backoff import DELIVERED, Outcome, TryEnd
from stream.notify.filters import Arrived
from stream.notify.payloads import mail
from stream.notify.targets import MailTarget

_LOGIN = "check the target's username, password and security"
_RECIPIENTS = "check the target's `to` and `sender`"


async def send_mail(target: MailTarget, arrived: Arrived, timeout: float) -> Outcome:  # noqa: ASYNC109 - for aiosmtplib
    """Send a notice once, to all recipients in one mail.

    Where the server takes some recipients and refuses others for good, the others are in the outcome's `why`.
    """
    try:
        refused, _ = await aiosmtplib.send(
            mail(target, arrived, datetime.now(UTC)),
            sender=target.sender,
            recipients=list(target.to),
            hostname=target.host,
            port=target.port,
            username=target.username or None,
            password=target.password.get_secret_value() or None,
            use_tls=target.security == "tls",
            start_tls=target.security == "starttls",
            tls_context=ssl.create_default_context(cafile=target.ca) if target.security != "none" else None,
            timeout=timeout,
        )
    except aiosmtplib.SMTPRecipientsRefused as error:
        return _of_recipients({each.recipient: each.code for each in error.recipients})
    except aiosmtplib.SMTPAuthenticationError as error:
        return _of_code(error.code, "the login was refused", _LOGIN)
    except aiosmtplib.SMTPResponseException as error:
        return _of_code(error.code, type(error).__name__, _RECIPIENTS)
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        if type(error) in {
            aiosmtplib.SMTPException,
            aiosmtplib.SMTPNotSupported,
        }:  # how a lack of STARTTLS is told
            return Outcome(
                TryEnd.REFUSED, f"it does not offer what is asked (security = {target.security!r})", _LOGIN
            )
        # Servers' words stay out of the log: they may quote the mail.
        cause = error.__cause__ or error.__context__
        return Outcome(TryEnd.AGAIN, type(error).__name__ + (f" ({type(cause).__name__})" if cause else ""))
    return _of_recipients({name: answer.code for name, answer in refused.items()}) if refused else DELIVERED


def _of_code(code: int, what: str, way_out: str) -> Outcome:
    """RFC 5321: 4xx is for a moment, 5xx for good."""
    why = f"SMTP {code}: {what}"
    return Outcome(TryEnd.REFUSED, why, way_out) if code >= 500 else Outcome(TryEnd.AGAIN, why)


def _of_recipients(codes: dict[str, int]) -> Outcome:
    """Tried again while one of them is refused for a moment: those who have it get it again, under the same Message-ID."""
    why = "SMTP refuses " + ", ".join(f"{name} ({code})" for name, code in sorted(codes.items()))
    if any(code < 500 for code in codes.values()):
        return Outcome(TryEnd.AGAIN, why)
    return Outcome(TryEnd.REFUSED, why, _RECIPIENTS)
