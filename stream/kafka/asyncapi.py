"""The topics and their records as an AsyncAPI 3.0 document, for programs that make clients, mocks or catalogues from one.

`schemas/asyncapi.json` is the document of the default settings, with references to the schemas beside it.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from stream.config.settings import Settings
from stream.kafka.topics import TopicSpec, specs
from stream.model.articles import Stream
from stream.model.notices import NoticeKind
from stream.model.record_headers import HEADERS, schema_id
from stream.model.schemas import RAW_FLAT, RAW_NINJS, schema
from stream.model.verdicts import Verdict

FORMAT: Final = "application/schema+json;version=draft-2020-12"
_BINDING: Final = "0.5.0"
# Streams that others write or read; what the stages hand each other is no interface.
_WRITTEN: Final = (Stream.RAW,)
_READ: Final = (
    Stream.COPIES,
    Stream.NOTICES,
    Stream.ENRICHED,
    Stream.CONFLICT,
    Stream.THREADS,
    Stream.DEADLETTERS,
)
_KEYS: Final = {
    Stream.RAW: "Any; the `uri` is a good one.",
    Stream.COPIES: "The article id.",
    Stream.NOTICES: "The story id.",
    Stream.ENRICHED: "The article id.",
    Stream.CONFLICT: "The story id.",
    Stream.THREADS: "The thread id.",
    Stream.DEADLETTERS: "Topic, partition and offset of what could not be read, with slashes.",
}
_ABOUT: Final = {
    "verdict": {"type": "string", "enum": [verdict.value for verdict in Verdict]},
    "kind": {"type": "string", "enum": [kind.value for kind in NoticeKind]},
    "language": {"type": "string", "description": "BCP 47; missing where it is not told."},
    "relevant": {
        "type": "string",
        "enum": ["true", "false"],
        "description": "Missing where nobody has looked.",
    },
}


def asyncapi_document(settings: Settings, version: str, *, whole: bool = False) -> dict[str, Any]:
    """The document of a newsroom's settings.

    Args:
        settings: name the topics and the broker.
        version: of newswire-stream.
        whole: with the schemas inside, else with references to the files beside `schemas/asyncapi.json`.
    """
    topics = {spec.name: spec for spec in specs(settings)}
    streams = (*_WRITTEN, *_READ)
    broker = urlsplit(settings.broker.split(",")[0])
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "newswire-stream",
            "version": version,
            "description": "Wire feeds with a verdict on every article: new, a copy, an update, a correction, a hold, a kill.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {
            "broker": {"host": broker.netloc, "protocol": "kafka-secure" if settings.tls else "kafka"}
        },
        "channels": {
            stream.value: _channel(stream, topics[settings.topic(stream)], whole=whole) for stream in streams
        },
        "operations": {
            f"{action}-{stream.value}": {
                # As AsyncAPI has it, from the application's side: it receives the raw topic and sends the others.
                "action": action,
                "channel": {"$ref": f"#/channels/{stream.value}"},
                "messages": [
                    {"$ref": f"#/channels/{stream.value}/messages/{name}"} for name in _messages(stream)
                ],
            }
            for action, some in (("receive", _WRITTEN), ("send", _READ))
            for stream in some
        },
    }


def _channel(stream: Stream, spec: TopicSpec, *, whole: bool) -> dict[str, Any]:
    return {
        "address": spec.name,
        "messages": {
            name: {
                "name": name,
                "title": schema(name)["title"],
                "summary": schema(name)["description"],
                **_headers(stream),
                "payload": {
                    "schemaFormat": FORMAT,
                    "schema": schema(name) if whole else {"$ref": f"./{name}.schema.json"},
                },
                "bindings": {
                    "kafka": {
                        "key": {"type": "string", "description": _KEYS[stream]},
                        "bindingVersion": _BINDING,
                    }
                },
            }
            for name in _messages(stream)
        },
        "bindings": {
            "kafka": {
                "topic": spec.name,
                "partitions": spec.partitions,
                "replicas": spec.replication,
                "topicConfiguration": {
                    "cleanup.policy": spec.cleanup.split(","),
                    "retention.ms": spec.retention,
                    "max.message.bytes": spec.max_message_bytes,
                },
                "bindingVersion": _BINDING,
            }
        },
    }


def _messages(stream: Stream) -> tuple[str, ...]:
    return (RAW_FLAT, RAW_NINJS) if stream is Stream.RAW else (stream.value,)


def _headers(stream: Stream) -> dict[str, Any]:
    names = HEADERS.get(stream)
    if names is None:
        return {}
    known = {"schema": {"type": "string", "const": schema_id(stream)}, **_ABOUT}
    said = {
        "type": "object",
        "properties": {name: known[name] for name in names},
        "required": list(names[:2]),
    }
    return {"headers": said}
