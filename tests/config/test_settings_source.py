from __future__ import annotations

import re
import traceback
from pathlib import Path

import pytest

from stream.config.settings import Settings
from stream.config.settings_source import load
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
            ("partition = 4", r"newswire\.toml: partition: no such setting: did you mean partitions\?$"),
            (
                "NEWSWIRE_BROKER = 'h:1'",
                r"newswire\.toml: NEWSWIRE_BROKER: no such setting: did you mean broker\?$",
            ),
            ("colour = 1", r"newswire\.toml: colour: no such setting: `newswire config show` lists them"),
            ("partitions = 0", r"newswire\.toml: partitions: must be 1 or more \(got 0\)$"),
            (
                "related = 0.9",
                r"related \(0\.9\) must be below containment \(0\.7\) \(.*newswire\.toml sets related\)",
            ),
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

    def test_a_misspelt_secret_is_not_repeated(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """The value of a name that is no setting may be a password."""
        file = tmp_path / "newswire.toml"
        file.write_text('sasl_pasword = "hush-hush"\n')
        monkeypatch.setenv("NEWSWIRE_CONFIG", str(file))
        with pytest.raises(StopError, match=r"did you mean sasl_password\?") as caught:
            load()
        assert "hush-hush" not in str(caught.value)

    def test_the_environment_is_named_where_it_wins_over_the_file(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """A value of the environment is not looked for in the file."""
        file = tmp_path / "newswire.toml"
        file.write_text("partitions = 4\n")
        monkeypatch.setenv("NEWSWIRE_CONFIG", str(file))
        monkeypatch.setenv("NEWSWIRE_PARTITIONS", "0")
        with pytest.raises(StopError, match=r"^NEWSWIRE_PARTITIONS: must be 1 or more \(got '0'\)$"):
            load()


class TestMisspeltVariables:
    """A variable that begins with NEWSWIRE_ and is no setting."""

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("NEWSWIRE_PARTITION", "NEWSWIRE_PARTITIONS"),
            ("NEWSWIRE_BROKERS", "NEWSWIRE_BROKER"),
            ("NEWSWIRE_WIDNOW_DAYS", "NEWSWIRE_WINDOW_DAYS"),
            ("NEWSWIRE_LOGLEVEL", "NEWSWIRE_LOG_LEVEL"),
            ("NEWSWIRE_SASL_USER", "NEWSWIRE_SASL_USERNAME"),
            ("newswire_topic-prefix", "NEWSWIRE_TOPIC_PREFIX"),
        ],
    )
    def test_a_slip_of_the_pen_stops(self, monkeypatch: pytest.MonkeyPatch, written: str, meant: str) -> None:
        """What was meant by it would have no effect; the message names what is meant, not the value."""
        monkeypatch.setenv(written, "hush-hush")
        with pytest.raises(StopError) as caught:
            load()
        assert str(caught.value) == f"{written}: no such setting: did you mean {meant}?"

    @pytest.mark.parametrize("name", ["NEWSWIRE_IMAGE", "NEWSWIRE_HOME"])
    def test_what_is_like_no_setting_is_warned_about(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, name: str
    ) -> None:
        """It may be somebody's own, and it has no effect."""
        monkeypatch.setenv(name, "x")
        load()
        (said,) = caplog.messages
        assert said.startswith(f"{name}: no such setting, so it has no effect")

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("NEWSWIRE_WEB_SERVICE_HOST", "10.0.0.1"),
            ("NEWSWIRE_WEB_SERVICE_PORT_METRICS", "6066"),
            ("NEWSWIRE_WORKER_PORT", "tcp://10.0.0.1:6066"),
            ("NEWSWIRE_WORKER_PORT_6066_TCP_ADDR", "10.0.0.1"),
            ("NEWSWIRE_CONFIG", ""),
            ("NEWSWIRE_EVAL_DATA", "/data"),
        ],
    )
    def test_what_kubernetes_sets_for_a_service_is_passed_over(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, name: str, value: str
    ) -> None:
        """A Service named newswire-worker puts its address into every container of the namespace."""
        monkeypatch.setenv(name, value)
        load()
        assert caplog.messages == []


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
        ("name", "value", "said"),
        [
            ("partitions", "many", "expects a whole number (got 'many')"),
            ("partitions", "2.5", "expects a whole number (got '2.5')"),
            ("partitions", "1001", "must be 1000 or less (got '1001')"),
            ("window_days", "two weeks", "expects a number (got 'two weeks')"),
            ("window_days", "0", "must be above 0 (got '0')"),
            ("tls", "perhaps", "expects true or false (got 'perhaps')"),
            ("log_level", "loud", "expects one of debug, info, warning, error (got 'loud')"),
            (
                "sasl_mechanism",
                "GSSAPI",
                "expects one of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, or nothing (got 'GSSAPI')",
            ),
            ("group", "a b", "expects letters, digits, dots, underscores and hyphens alone (got 'a b')"),
            ("tagger", "magic", "expects `learned`, `rules` or `spacy:MODEL` (got 'magic')"),
        ],
    )
    def test_a_value_is_refused_in_our_words(
        self, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
    ) -> None:
        """What is expected, and what was found: no word of the library that reads them."""
        monkeypatch.setenv(f"NEWSWIRE_{name.upper()}", value)
        with pytest.raises(StopError) as caught:
            load()
        assert str(caught.value) == f"NEWSWIRE_{name.upper()}: {said}"

    def test_no_setting_is_refused_in_the_words_of_a_library(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """Whatever TOML can hold is put into every setting: none of the words of pydantic comes out."""
        file = tmp_path / "newswire.toml"
        monkeypatch.setenv("NEWSWIRE_CONFIG", str(file))
        for name in Settings.model_fields:
            for value in ("'\\u0000~'", "-1", "1e99", "nan", "true", "[[1]]", "{a = 1}", "2020-01-01"):
                file.write_text(f"{name} = {value}\n")
                try:
                    load()
                except StopError as error:
                    said = str(error)
                    assert not re.search(r"(?i)input|valid|parse|Value error|another value", said), said

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
            ({"sasl_mechanism": "PLAIN"}, "^sasl_mechanism .*set NEWSWIRE_SASL_USERNAME"),
            ({"sasl_username": "desk"}, "^sasl_username is set .*set NEWSWIRE_SASL_MECHANISM to PLAIN"),
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
