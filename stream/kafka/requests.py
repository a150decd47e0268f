"""Requests to a broker that aiokafka's admin client does not offer: sent through the client that it has within.

Among them are those in the versions that tell what is allowed (KIP-430), which aiokafka's own classes do not send.
"""

from __future__ import annotations

from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.protocol.admin import DescribeGroupsRequest_v3, DescribeGroupsResponse_v3
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import Array, Boolean, Int16, Int32, Schema, String


async def send_request(admin: AIOKafkaAdminClient, request: Request[Any], node: int | None = None) -> Any:
    """Send a request to a broker, any where none is named, and wait for its answer.

    Raises:
        aiokafka.errors.KafkaError: the broker did not answer.
        NotImplementedError: it takes no version of the request.
    """
    client = admin._client  # noqa: SLF001 - the admin client offers a few requests, its client all
    return await client.send(client.get_random_node() if node is None else node, request)


def request_versions(request: type[Request[Any]]) -> list[int]:
    """The versions in which aiokafka sends a request."""
    return [made.API_VERSION for made in request._CLASSES]  # noqa: SLF001 - aiokafka keeps its versions there


class MetadataResponse_v8(Response):  # type: ignore[misc] # noqa: N801 - untyped; named as aiokafka names its own
    """Brokers, topics, and what this client may do with each (KIP-430)."""

    API_KEY = 3
    API_VERSION = 8
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "brokers",
            Array(("node_id", Int32), ("host", String("utf-8")), ("port", Int32), ("rack", String("utf-8"))),
        ),
        ("cluster_id", String("utf-8")),
        ("controller_id", Int32),
        (
            "topics",
            Array(
                ("error_code", Int16),
                ("topic", String("utf-8")),
                ("is_internal", Boolean),
                (
                    "partitions",
                    Array(
                        ("error_code", Int16),
                        ("partition", Int32),
                        ("leader", Int32),
                        ("leader_epoch", Int32),
                        ("replicas", Array(Int32)),
                        ("isr", Array(Int32)),
                        ("offline_replicas", Array(Int32)),
                    ),
                ),
                ("authorized_operations", Int32),
            ),
        ),
        ("cluster_authorized_operations", Int32),
    )


class MetadataRequest_v8(RequestStruct):  # type: ignore[misc] # noqa: N801 - as above
    """Topics by name, or None for all of them."""

    API_KEY = 3
    API_VERSION = 8
    RESPONSE_TYPE = MetadataResponse_v8
    SCHEMA = Schema(
        ("topics", Array(String("utf-8"))),
        ("allow_auto_topic_creation", Boolean),
        ("include_cluster_authorized_operations", Boolean),
        ("include_topic_authorized_operations", Boolean),
    )


class AuthorizedMetadata(Request[MetadataRequest_v8]):  # type: ignore[misc] # as above
    """All topics that we may see, with what we may do. None is asked by name: brokers make one that is asked about."""

    API_KEY = 3

    def build(self, request_struct_class: type[MetadataRequest_v8]) -> Any:
        """The request, for `client.send`."""
        return request_struct_class(None, False, False, True)


class GroupsRequest_v3(DescribeGroupsRequest_v3):  # type: ignore[misc] # noqa: N801 - as above
    """As aiokafka 0.14's own, which reads the answer as the second version's and loses what is allowed."""

    RESPONSE_TYPE = DescribeGroupsResponse_v3


class AuthorizedGroup(Request[GroupsRequest_v3]):  # type: ignore[misc] # as above
    """A consumer group, with what we may do with it."""

    API_KEY = 15

    def __init__(self, group: str) -> None:
        self._group = group

    def build(self, request_struct_class: type[GroupsRequest_v3]) -> Any:
        """The request, for `client.send`."""
        return request_struct_class([self._group], True)
