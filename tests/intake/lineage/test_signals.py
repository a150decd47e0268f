from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.intake.lineage.headline_marks import bare_headline
from stream.intake.lineage.signals import ORDER, lineage_slug, signals
from stream.model.articles import PubStatus, Signal

UPDATE, CORRECTION, REFILE, REPEAT, HOLD, KILL = (
    Signal.UPDATE, Signal.CORRECTION, Signal.REFILE, Signal.REPEAT, Signal.HOLD, Signal.KILL,
)  # fmt: skip


def marks(
    headline: str = "",
    slugline: str = "",
    ednote: str = "",
    status: PubStatus = PubStatus.USABLE,
    codes: tuple[str, ...] = (),
) -> tuple[Signal, ...]:
    """The signals of an item with these marks."""
    return signals(headline=headline, slugline=slugline, ednote=ednote, pubstatus=status, marks=codes)


@pytest.mark.parametrize(
    ("headline", "expected", "bare"),
    [
        ("UPDATE 1-Ferry crews strike", (UPDATE,), "Ferry crews strike"),
        ("UPDATE 12 - Ferry crews strike", (UPDATE,), "Ferry crews strike"),
        ("UPDATE: Ferry crews strike", (UPDATE,), "Ferry crews strike"),
        ("WRAPUP 2-Ferry crews strike", (UPDATE,), "Ferry crews strike"),
        ("(2nd LD) Ferry crews strike", (UPDATE,), "Ferry crews strike"),
        ("(LEAD) Ferry crews strike", (UPDATE,), "Ferry crews strike"),
        ("1st LD-Writethru: Ferry crews strike", (UPDATE,), "Ferry crews strike"),
        ("CORRECTED-Ferry crews strike", (CORRECTION,), "Ferry crews strike"),
        ("CORRECTED: Ferry crews strike", (CORRECTION,), "Ferry crews strike"),
        ("CORRECTED-(OFFICIAL)-Ferry crews strike", (CORRECTION,), "Ferry crews strike"),
        ("CORRECTED (OFFICIAL)-Ferry crews strike", (CORRECTION,), "Ferry crews strike"),
        ("Correction: Ferry-Strike story", (CORRECTION,), "Ferry-Strike story"),
        ("CORRECTING and REPLACING Ferry crews strike", (CORRECTION,), "Ferry crews strike"),
        ("CORRECTED-UPDATE 1-Ferry crews strike", (CORRECTION, UPDATE), "Ferry crews strike"),
        ("REFILE-Ferry crews strike", (REFILE,), "Ferry crews strike"),
        ("REFILE-UPDATE 1-Ferry crews strike", (REFILE, UPDATE), "Ferry crews strike"),
        ("REPEAT-Ferry crews strike", (REPEAT,), "Ferry crews strike"),
        ("RPT-UPDATE 1-Ferry crews strike", (REPEAT, UPDATE), "Ferry crews strike"),
        ("STORY WITHDRAWN-Ferry crews strike", (KILL,), "Ferry crews strike"),
        ("WITHDRAWN: Ferry crews strike", (KILL,), "Ferry crews strike"),
        ("KILL KILL KILL Ferry crews strike", (KILL,), "Ferry crews strike"),
        ("KILL: Ferry crews strike", (KILL,), "Ferry crews strike"),
        ("BULLETIN KILL-Ferry crews strike", (KILL,), "Ferry crews strike"),
        ("KILL", (KILL,), ""),
        ("ELIMINATION: Ferry crews strike", (KILL,), "Ferry crews strike"),
        ("HOLD-Ferry crews strike", (HOLD,), "Ferry crews strike"),
        ("HOLD HOLD HOLD - Ferry crews strike", (HOLD,), "Ferry crews strike"),
        ("HOLD! HOLD! Ferry crews strike", (HOLD,), "Ferry crews strike"),
        ("WITHDRAWN WITHDRAWN: Ferry crews strike", (KILL,), "Ferry crews strike"),
        ("WITHDRAWN, WITHDRAWN, WITHDRAWN Ferry crews strike", (KILL,), "Ferry crews strike"),
        ("STORY WITHDRAWN \u2013 STORY WITHDRAWN \u2013 Ferry crews strike", (KILL,), "Ferry crews strike"),
        ("KILL! KILL! KILL! Ferry crews strike", (KILL,), "Ferry crews strike"),
        ("***KILL*** ***KILL*** Ferry crews strike", (KILL,), "Ferry crews strike"),
        ("KILL... KILL... KILL... Ferry crews strike", (KILL,), "Ferry crews strike"),
        ("ELIMINATION ELIMINATION Ferry crews strike", (KILL,), "Ferry crews strike"),
        ("ACHTUNG: KILL KILL KILL Ferry crews strike", (KILL,), "Ferry crews strike"),
        ("REPEAT, REPEAT: Ferry crews strike", (REPEAT,), "Ferry crews strike"),
        ("[WITHDRAWN] Ferry crews strike", (KILL,), "Ferry crews strike"),
        ("WITHDRAWN \u2014 Ferry crews strike", (KILL,), "Ferry crews strike"),
        ("2. LEAD: Ferry crews strike", (UPDATE,), "Ferry crews strike"),
        ("UPDATE 2 \u2013 Ferry crews strike", (UPDATE,), "Ferry crews strike"),
        ("Ferry crews strike - KILL KILL KILL", (KILL,), "Ferry crews strike"),
    ],
)
def test_headline_prefixes(headline: str, expected: tuple[Signal, ...], bare: str) -> None:
    """Each agency's prefix is a signal, and the headline without it is the story's."""
    assert (marks(headline), bare_headline(headline)) == (expected, bare)


@pytest.mark.parametrize(
    "headline",
    [
        "Officials hold talks", "Bombs kill 12", "Update on weather", "Hold the ferry, crews say", "Kill rates fall in Kalen",
        "KILL-SWITCH FOUND IN FERRY ENGINE", "HOLD-UP AT KALEN BANK", "HOLD-OUTS MAKE A DEAL", "REPEAT-OFFENDERS LAW PASSED",
        "KILLING FIELDS OF ESK", "HOLDING LINE", "Correction facility burns", "Repeat of 2019 flood feared", "UPDATE BRINGS DOWN NETWORK",
        "Refile your taxes, ministry says", "Storm kills 3 - residents", "Ferry crews strike (UPDATE)", "WITHDRAWN troops return",
        "Corrected figures show fall", "Elimination round: Esk lose", "LEAD found in water",
    ],
)  # fmt: skip
def test_ordinary_headlines_have_no_signal(headline: str) -> None:
    """The words of the marks are words of the news as well."""
    assert (marks(headline), bare_headline(headline)) == ((), headline)


@pytest.mark.parametrize(
    ("slugline", "expected", "slug"),
    [
        ("BC-VELDRIA-Ferry", (), "bc-veldria-ferry"),
        ("BC-VELDRIA-Ferry,1st Ld-Writethru", (UPDATE,), "bc-veldria-ferry"),
        ("BC-VELDRIA-Ferry, 2nd Ld", (UPDATE,), "bc-veldria-ferry"),
        ("BC-VELDRIA-Ferry,10th Ld-Writethru,", (UPDATE,), "bc-veldria-ferry"),
        ("BC-VELDRIA-Ferry,KILL", (KILL,), "bc-veldria-ferry"),
        ("BC-VELDRIA-Ferry, CORRECTION", (CORRECTION,), "bc-veldria-ferry"),
        ("VELDRIA-FERRY/STRIKE (UPDATE 1)", (UPDATE,), "veldria-ferry/strike"),
        ("VELDRIA-FERRY/STRIKE (CORRECTED)", (CORRECTION,), "veldria-ferry/strike"),
        ("VELDRIA-FERRY/STRIKE (REFILE, UPDATE 1)", (REFILE, UPDATE), "veldria-ferry/strike"),
        ("VELDRIA-ARMY/KILL", (), "veldria-army/kill"),
        ("Police-Hold,Suspects", (), "police-hold,suspects"),
        ("KILL", (KILL,), ""),
        ("", (), ""),
    ],
)
def test_slugline_marks(slugline: str, expected: tuple[Signal, ...], slug: str) -> None:
    """Marks stand behind a comma or in parentheses; without them all versions have one slug."""
    assert (marks(slugline=slugline), lineage_slug(slugline)) == (expected, slug)


@pytest.mark.parametrize(
    ("ednote", "expected"),
    [
        ("(Updates death toll in paragraph 2, adds government comment)", (UPDATE,)),
        ("Eds: UPDATES toll, ADDS comment.", (UPDATE,)),
        ("(Adds quote, corrects spelling in paragraph 3)", (CORRECTION, UPDATE)),
        ("(Corrects paragraph 3 to say Temar, not Tamar)", (CORRECTION,)),
        ("Eds: This is a correction to an earlier version.", (CORRECTION,)),
        ("Correction: the ferry is 40 metres long", (CORRECTION,)),
        ("This story corrects the spelling of Tamar.", (CORRECTION,)),
        ("(Refiles to fix spelling in paragraph 5)", (REFILE,)),
        ("(Repeats for additional subscribers)", (REPEAT,)),
        ("STORY WITHDRAWN: the report was wrong.", (KILL,)),
        ("The story has been withdrawn.", (KILL,)),
        ("KILL the story slugged BC-VELDRIA-Ferry and all versions.", (KILL,)),
        ("HOLD: please do not use pending checks.", (HOLD,)),
        ("HOLD HOLD HOLD", (HOLD,)),
        ("Please hold this story.", (HOLD,)),
        ("EMBARGOED for release at 0500 GMT on March 17.", ()),
        ("HOLD FOR RELEASE until 0500 GMT.", ()),
        ("Officials hold talks at 1400 GMT; pictures of the kill floor follow.", ()),
        ("With pictures. Next update at 1500 GMT.", ()),
        ("", ()),
    ],
)
def test_notes_to_editors(ednote: str, expected: tuple[Signal, ...]) -> None:
    """What a note says it does counts where a clause begins; what it talks about does not."""
    assert marks(ednote=ednote) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("sig:update", (UPDATE,)),
        ("sig:correction", (CORRECTION,)),
        ("http://cv.iptc.org/newscodes/signal/update", (UPDATE,)),
        ("correction", (CORRECTION,)),
        ("sig:atomic", ()),
        ("", ()),
    ],
)
def test_signal_codes(code: str, expected: tuple[Signal, ...]) -> None:
    """IPTC signal codes as qcode, uri or bare word; unknown ones say nothing."""
    assert marks(codes=(code,)) == expected


def test_the_status_is_a_signal() -> None:
    """Withheld is a hold and canceled a kill, whatever the words say."""
    assert marks(status=PubStatus.WITHHELD) == (HOLD,)
    assert marks(status=PubStatus.CANCELED) == (KILL,)


def test_signals_come_gravest_first_and_once() -> None:
    """The first signal is the one to act on."""
    found = marks(
        headline="CORRECTED-UPDATE 1-Ferry crews strike",
        slugline="BC-Ferry,1st Ld-Writethru",
        ednote="(Corrects paragraph 3)",
        status=PubStatus.CANCELED,
        codes=("sig:update", "sig:correction"),
    )

    assert found == (KILL, CORRECTION, UPDATE)
    assert marks(
        "HOLD-Ferry crews strike", ednote="(Repeats for clients, refiles)", status=PubStatus.CANCELED
    ) == (
        KILL,
        HOLD,
        REFILE,
        REPEAT,
    )


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_any_text_gives_ordered_signals_and_a_settled_headline(
    headline: str, slugline: str, ednote: str
) -> None:
    """Order and uniqueness hold for any text, and stripping twice strips no more than once."""
    found = marks(headline, slugline, ednote)

    assert list(found) == [signal for signal in ORDER if signal in found]
    assert bare_headline(bare_headline(headline)) == bare_headline(headline)
