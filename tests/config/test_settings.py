from __future__ import annotations

import pytest

from stream.config.settings import Settings
from stream.model.articles import Stream


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
