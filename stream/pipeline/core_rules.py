"""From the settings to the plain values that the pure core takes."""

from __future__ import annotations

from stream.config.settings import Settings
from stream.dedup.thresholds import DedupRules
from stream.intake.prepare import IntakeRules
from stream.tagging.tagger import Tagger


def intake_rules(settings: Settings) -> IntakeRules:
    """The rules of the intake."""
    return IntakeRules(
        default_language=settings.default_language,
        max_body_chars=settings.max_body_chars,
        agencies=settings.agencies,
        default_source=settings.default_source,
        keep_not_text=settings.keep_not_text,
    )


def load_tagger(settings: Settings) -> Tagger:
    """The tagger of a worker.

    Raises:
        StopError: when an artefact is missing or damaged, or the tier's package is not installed.
    """
    return Tagger.load(settings.tagger, relevant_alone=settings.tag == "relevant")


def dedup_rules(settings: Settings) -> DedupRules:
    """The rules of the deduplication: from which containment on a text is a copy, and when stories leave the window."""
    return DedupRules(
        window=settings.window,
        containment=settings.containment,
        related=settings.related,
        min_shared=settings.min_shared,
        max_key_stories=settings.max_key_stories,
        threads=settings.threads,
    )
