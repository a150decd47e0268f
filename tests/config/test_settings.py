from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from stream.config.settings import Settings, load
from stream.model.articles import Stream
from stream.model.errors import StopError


class TestSources:
    """Where values come from."""

    def test_arguments_win_over_the_environment_and_that_over_the_file(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """Three sources in a fixed order; what none of them names has its default."""
        file = tmp_path / "newswire.toml"
        file.write_text('group = "file"\ntopic_prefix = "file"\npartitions = 9\n')
        monkeypatch.setenv("NEWSWIRE_CONFIG", str(file))
        monkeypatch.setenv("NEWSWIRE_GROUP", "environment")
        monkeypatch.setenv("NEWSWIRE_TOPIC_PREFIX", "environment")
        settings = load(topic_prefix="argument")
        expected = ("argument", "environment", 9, 1)
        assert expected == (settings.topic_prefix, settings.group, settings.partitions, settings.replication)

    def test_a_list_is_words_with_commas_or_a_toml_list(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """The environment knows no lists."""
        file = tmp_path / "newswire.toml"
        file.write_text('agencies = ["Norrland Wire", "Ostia Press"]\n')
        monkeypatch.setenv("NEWSWIRE_CONFIG", str(file))
        assert load().agencies == ("Norrland Wire", "Ostia Press")
        monkeypatch.setenv("NEWSWIRE_AGENCIES", " Norrland Wire ,Ostia Press,")
        assert load().agencies == ("Norrland Wire", "Ostia Press")

    @pytest.mark.parametrize(
        ("content", "named"),
        [
            ("partitions = ", "NEWSWIRE_CONFIG="),
            ("partition = 4", "NEWSWIRE_PARTITION: Extra inputs"),
            ("partitions = 0", "NEWSWIRE_PARTITIONS: .*greater than or equal to 1.*got 0"),
        ],
    )
    def test_a_bad_file_is_named(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str, named: str
    ) -> None:
        """Broken TOML, unknown names and bad values all stop; a misspelt setting is not passed over."""
        file = tmp_path / "newswire.toml"
        file.write_text(content)
        monkeypatch.setenv("NEWSWIRE_CONFIG", str(file))
        with pytest.raises(StopError, match=named):
            load()

    def test_a_missing_file_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The defaults are not used in its place."""
        monkeypatch.setenv("NEWSWIRE_CONFIG", "missing.toml")
        with pytest.raises(StopError, match=r"NEWSWIRE_CONFIG=missing\.toml: no such file"):
            load()


class TestValues:
    """What is refused, and how it is said."""

    def test_every_bad_value_is_named_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """One run tells all, one line each, with the value found."""
        monkeypatch.setenv("NEWSWIRE_PARTITIONS", "many")
        monkeypatch.setenv("NEWSWIRE_LOG_LEVEL", "loud")
        with pytest.raises(StopError) as caught:
            load()
        lines = str(caught.value).splitlines()
        assert [line.split(":")[0] for line in lines] == ["NEWSWIRE_PARTITIONS", "NEWSWIRE_LOG_LEVEL"]
        assert "got 'many'" in lines[0]

    @pytest.mark.parametrize(
        "address", ["", "host", "host:", "http://host:9092", "kafka://host:port", "h:1,,h:2"]
    )
    def test_a_broker_needs_host_and_port(self, address: str) -> None:
        """Whatever Kafka's clients would stumble over later is refused now."""
        with pytest.raises(StopError, match=r"NEWSWIRE_BROKER: .*write kafka://host:port"):
            load(broker=address)

    @pytest.mark.parametrize(
        ("given", "named"),
        [
            ({"related": 0.5, "containment": 0.5}, r"related \(0\.5\) must be below containment \(0\.5\)"),
            ({"sasl_mechanism": "PLAIN"}, "set NEWSWIRE_SASL_USERNAME"),
            ({"tls_cert": "a.pem"}, "tls_cert and tls_key go together"),
            ({"tls_key": "a.pem"}, "tls_cert and tls_key go together"),
            ({"sasl_mechanism": "GSSAPI", "sasl_username": "desk"}, "NEWSWIRE_SASL_MECHANISM"),
        ],
    )
    def test_settings_that_do_not_fit_together_are_refused(
        self, given: dict[str, object], named: str
    ) -> None:
        """Each rule names the settings that it binds."""
        with pytest.raises(StopError, match=named):
            load(**given)

    @pytest.mark.parametrize(
        "given", [{"broker": "desk:hush-hush@host:9092"}, {"sasl_password": {"hush-hush": 1}}]
    )
    def test_no_secret_is_in_a_message_or_its_cause(self, given: dict[str, object]) -> None:
        """Nor in the traceback that a log would hold."""
        with pytest.raises(StopError) as caught:
            load(**given)
        assert "hush-hush" not in "".join(traceback.format_exception(caught.value))


class TestNamesAndDisplay:
    """What is made of the values."""

    def test_topics_and_changelog_are_named_after_prefix_and_group(self) -> None:
        """Two pipelines on one cluster differ in both."""
        settings = Settings(topic_prefix="desk", group="night")
        assert settings.topic(Stream.RAW) == "desk.raw"
        assert settings.changelog == "night-dedup-changelog"
        assert settings.versions_changelog == "night-versions-changelog"

    def test_shown_masks_the_password_and_tells_whether_one_is_set(self) -> None:
        """Three stars for a password, nothing for none; everything else as it is."""
        expected = Settings().model_dump(mode="json") | {"sasl_password": "***", "partitions": 9}
        assert expected == Settings(sasl_password="hush-hush", partitions=9).shown()  # noqa: S106 - not one of ours
        assert Settings().shown()["sasl_password"] == ""

    def test_every_setting_is_described(self) -> None:
        """`newswire config show` and the README tell what each one is."""
        assert [name for name, field in Settings.model_fields.items() if not field.description] == []

    def test_settings_cannot_be_changed(self) -> None:
        """What a worker started with is what it runs with."""
        with pytest.raises(ValueError, match="frozen"):
            Settings().partitions = 8  # type: ignore[misc]  # - the refused assignment itself
