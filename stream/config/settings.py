"""Every setting, with its default and its reason; from the environment (`NEWSWIRE_*`) or a TOML file."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from stream.config.setting_values import MEGABYTE, broker_url, listed_words
from stream.model.articles import Stream


class Settings(BaseSettings):
    """The whole configuration of a worker and of the command line.

    Read from, in this order: arguments, environment (`NEWSWIRE_` + the name in capitals), the TOML file that
    `NEWSWIRE_CONFIG` names.
    """

    model_config = SettingsConfigDict(env_prefix="NEWSWIRE_", frozen=True, extra="forbid")

    broker: Annotated[str, AfterValidator(broker_url)] = Field(
        "kafka://127.0.0.1:9092", description="Kafka bootstrap address, several with commas between"
    )
    tls: bool = Field(default=False, description="speak TLS to the broker")
    tls_ca: Path | None = Field(None, description="PEM file of the authorities that signed the broker")
    tls_cert: Path | None = Field(None, description="PEM file of the client's certificate")
    tls_key: Path | None = Field(None, description="PEM file of the client's key")
    sasl_mechanism: str = Field(
        "", pattern=r"^(|PLAIN|SCRAM-SHA-256|SCRAM-SHA-512)$", description="SASL mechanism, empty for none"
    )
    sasl_username: str = Field("", description="SASL user")
    sasl_password: SecretStr = Field(SecretStr(""), description="SASL password, never printed")

    group: str = Field(
        "newswire", pattern=r"^[A-Za-z0-9._-]+$", description="consumer group and changelog prefix"
    )
    topic_prefix: str = Field(
        "newswire", pattern=r"^[A-Za-z0-9._-]+$", description="first part of topic names"
    )
    partitions: int = Field(
        4, ge=1, le=1000, description="partitions of every topic; languages are sharded over them"
    )
    replication: int = Field(1, ge=1, le=9, description="replicas of every topic")
    data_dir: Path = Field(Path("var/newswire"), description="where the deduplication table lives on disk")

    web_host: str = Field("127.0.0.1", description="address of the worker's web port")
    web_port: int = Field(
        6066,
        ge=0,
        le=65535,
        description="metrics and health; each worker on a machine needs one of its own (0: any free one)",
    )
    runbooks: str = Field(
        "",
        pattern=r"^(|https?://[^\s\"'<>{}]+)$",
        description="address under which the alerts' pages are read, as http://worker.example:6066/runbooks (each worker serves them); empty: Prometheus serves them",
    )
    metric_sources: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        max_length=500,
        description="sources with metrics of their own; all others count as `other`",
    )
    tagger: str = Field(
        "learned",
        pattern=r"^(learned|rules|spacy:[A-Za-z0-9_./-]+)$",
        description="conflict tagging: `learned` model over the rules, `rules` alone, or `spacy:MODEL` in the model's place",
    )
    tag: str = Field(
        "relevant",
        pattern=r"^(relevant|all)$",
        description="which articles are tagged in full: those that two quick looks find `relevant` (to armed conflict or unrest), or `all`",
    )
    log_level: str = Field("info", pattern=r"^(debug|info|warning|error)$", description="log level")
    log_format: str = Field(
        "console",
        pattern=r"^(console|json)$",
        description="how the log is written: `console` for people, `json`",
    )

    batch_records: int = Field(500, ge=1, le=10_000, description="most records handed to an agent at once")
    batch_bytes: int = Field(
        4 * MEGABYTE,
        ge=1024,
        description="most bytes handed to an agent at once (one larger record still goes)",
    )
    batch_wait: float = Field(
        0.0,
        ge=0.0,
        le=60.0,
        description="most seconds that a record waits for its batch to fill; 0: while its agent has work, and up to 0.1 s after",
    )
    align_wait: float = Field(
        5.0,
        ge=0.0,
        le=600.0,
        description="most seconds that a worker that is behind waits for a partition of the raw topic to keep the order of the feed",
    )
    max_record_bytes: int = Field(
        16 * MEGABYTE,
        ge=1024,
        description="largest Kafka record: a dead letter holds a raw one whole, in base64",
    )
    max_body_chars: int = Field(
        1_000_000, ge=1000, description="longest body accepted: a book; beyond it is no wire article"
    )
    session_timeout: float = Field(
        8.0, ge=1.0, description="seconds until a dead worker's partitions go to another"
    )
    deadletter_limit: int = Field(
        1000, ge=1, description="dead letters in a row that stop the worker: a bad deploy, not bad articles"
    )

    deadletter_ratio: float = Field(
        0.5, gt=0, le=1, description="part of the last 2000 records in the dead letters that stops the worker"
    )

    window_days: float = Field(
        14.0, gt=0, description="how long a story stays open to copies, by article time"
    )
    containment: float = Field(
        0.7, gt=0, le=1, description="part of the shorter text in shared passages that makes a copy"
    )
    related: float = Field(
        0.1, gt=0, le=1, description="the same part from which articles are called related"
    )
    min_shared: int = Field(
        20, ge=1, description="fewest words in shared passages of a copy or a related article"
    )
    max_key_stories: int = Field(
        64, ge=2, description="a sketch key in more stories than this is furniture and stops being one"
    )
    threads: bool = Field(
        True,
        description="put stories about one event in a thread, in whatever words: `thread_id` in the records, records of threads, and notices of those that merge, split, or are about one event in two languages",
    )
    clock: str = Field(
        "wall",
        pattern=r"^(wall|log)$",
        description="what ends an embargo: `wall`, the present; `log`, the feed's own timestamps, for old feeds",
    )
    default_language: str = Field(
        "",
        pattern=r"^([a-z]{2,3})?$",
        description="language of articles that name none; empty: what their text is in, `und` where that is not clear",
    )
    default_source: str = Field(
        "",
        max_length=1000,
        description="source of articles whose format and record name none, for a topic that carries one feed",
    )
    keep_not_text: bool = Field(
        False, description="keep in the dead letters what is no article (pictures, packages, events), too"
    )
    agencies: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="agency names to know beside the built-in ones"
    )
    notify: Path | None = Field(None, description="TOML file of targets for `newswire notify`")

    desk_host: str = Field("127.0.0.1", min_length=1, description="address of the desk page's web port")
    desk_port: int = Field(8090, ge=0, le=65535, description="port of the desk page (0: any free one)")
    desk_dir: Path = Field(
        Path("var/newswire-desk"),
        description="where the desk's database lies; it can be deleted and is read anew from the topics",
    )
    desk_days: float = Field(
        28.0,
        gt=0,
        le=3660,
        description="how long the desk keeps an article, as long as the topics by default",
    )
    desk_own: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="sources that are our own: their alerts come first"
    )
    desk_grace: float = Field(
        15.0,
        ge=0,
        le=10_080,
        description="minutes that an outlet has to follow a correction before it is an alert",
    )
    desk_auth: str = Field(
        "",
        pattern=r"^(|none|open|basic:.+|proxy:[A-Za-z0-9-]+)$",
        description="who may read the desk page: `none`, anybody on this machine; `basic:FILE`, the users of a file; `proxy:HEADER`, whom a proxy names; `open`, anybody who reaches it",
    )
    desk_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="addresses and networks from which the header of `proxy:HEADER` is believed"
    )
    desk_killed: str = Field(
        "fold",
        pattern=r"^(fold|drop)$",
        description="what the desk does with killed texts: `fold`, shown on a click; `drop`, taken out of its database",
    )
    desk_title: str = Field(
        "newswire desk", min_length=1, max_length=60, description="name of the desk page, in its titles"
    )
    desk_borders: str = Field(
        "",
        description="GeoJSON or TopoJSON file with the borders of the desk's map, instead of Natural Earth's",
    )

    _secret: ClassVar[frozenset[str]] = frozenset({"sasl_password"})

    @model_validator(mode="before")
    @classmethod
    def _split_lists(cls, data: Any) -> Any:
        if isinstance(data, dict):
            data.update(
                {
                    name: listed_words(data[name])
                    for name in ("agencies", "metric_sources", "desk_own", "desk_proxies")
                    if name in data
                }
            )
        return data

    @model_validator(mode="after")
    def _consistent(self) -> Settings:
        if self.related >= self.containment:
            msg = f"related ({self.related}) must be below containment ({self.containment})"
            raise ValueError(msg)
        if self.sasl_mechanism and not self.sasl_username:
            msg = "sasl_mechanism is set but sasl_username is empty: set NEWSWIRE_SASL_USERNAME"
            raise ValueError(msg)
        if self.sasl_username and not self.sasl_mechanism:
            msg = (
                "sasl_username is set but sasl_mechanism is empty, so nobody would log in: set NEWSWIRE_SASL_MECHANISM "
                "to PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512, or unset the user"
            )
            raise ValueError(msg)
        if bool(self.tls_cert) != bool(self.tls_key):
            msg = "tls_cert and tls_key go together: set both or neither"
            raise ValueError(msg)
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic passes it by name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the TOML file; no .env, no secrets folder."""
        file = os.environ.get("NEWSWIRE_CONFIG")
        toml = (TomlConfigSettingsSource(settings_cls, Path(file)),) if file else ()
        return (init_settings, env_settings, *toml)

    @property
    def window(self) -> timedelta:
        """How long a story stays open, as a duration."""
        return timedelta(days=self.window_days)

    def topic(self, stream: Stream) -> str:
        """Full Kafka name of a stream's topic."""
        return f"{self.topic_prefix}.{stream.value}"

    @property
    def changelog(self) -> str:
        """Kafka name of the deduplication table's changelog (Faust's naming)."""
        return f"{self.group}-dedup-changelog"

    @property
    def versions_changelog(self) -> str:
        """Kafka name of the changelog of the tagging stage's table (Faust's naming)."""
        return f"{self.group}-versions-changelog"

    def shown(self) -> dict[str, Any]:
        """All settings as JSON values, secrets masked."""
        values = self.model_dump(mode="json")
        return {
            name: ("***" if value else "") if name in self._secret else value
            for name, value in values.items()
        }
