"""The name that a notice keeps over every try, and the signature that proves who sent it.

Both as in Standard Webhooks (https://www.standardwebhooks.com), which libraries of most languages verify.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

import orjson

from stream.model.notices import Notice
from stream.notify.targets import SECRET_PREFIX

_KEY_CHARS = 32  # 128 bits: no two notices of a feed share one


def idempotency_key(notice: Notice) -> str:
    """A key that stays the same for a notice, however often its record is written, read and sent.

    It is made from what the notice is about (which article, of which raw record, says what of which articles) and not from its
    sentences, so that it stays the same when another version words them otherwise.
    """
    place = notice.position
    about = [
        *(notice.kind, notice.story_id, notice.article_id, notice.version, notice.late, notice.ambiguous),
        [place.topic, place.partition, place.offset, place.index],
        notice.versions,
        [[copy.article_id, copy.version] for copy in notice.copies],
        notice.merged,
        notice.origin.article_id if notice.origin else "",
    ]
    return hashlib.sha256(orjson.dumps(about)).hexdigest()[:_KEY_CHARS]


def signature(secret: str, key: str, timestamp: int, body: bytes) -> str:
    """The header `webhook-signature`: `v1,` and HMAC-SHA256 over `key.timestamp.body` in base64.

    Args:
        secret: base64, with or without the prefix `whsec_`.
        key: the notice's idempotency key, as in the header `webhook-id`.
        timestamp: seconds since 1970 of this try, as in the header `webhook-timestamp`.
        body: the bytes that are sent.
    """
    raw = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    signed = b"%s.%d.%s" % (key.encode(), timestamp, body)
    return "v1," + base64.b64encode(hmac.new(raw, signed, hashlib.sha256).digest()).decode()
