"""The same text in another spelling of its script, or damaged in transfer, is a copy; the record keeps its text."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable

import pytest
from opencc import OpenCC

from stream.text.lost_accents import LANGUAGES, lost
from stream.text.normalise import read_body
from stream.text.words import words
from tests.dedup.cases.answers import wrong
from tests.dedup.cases.wire import DAM, FRENCH, GERMAN, SPANISH, page, wire
from tests.dedup.harness import Desk, article
from tests.intake.scripts import STORY

SERBIAN = (
    "Веће Порт Еска одлучило је у уторак да затвори стари мост преко реке Кеш до краја године. Инжењери су нашли "
    "пукотине на три од седам стубова, рекла је портпаролка. Трговци са пијаце кажу да ће им недељни промет пасти за "
    "половину. Љубитељи бродова, међутим, очекују да ће се цена џетона за скелу удвостручити до јесени."
)
SERBIAN_LATIN = (
    "Veće Port Eska odlučilo je u utorak da zatvori stari most preko reke Keš do kraja godine. Inženjeri su našli "
    "pukotine na tri od sedam stubova, rekla je portparolka. Trgovci sa pijace kažu da će im nedeljni promet pasti za "
    "polovinu. Ljubitelji brodova, međutim, očekuju da će se cena džetona za skelu udvostručiti do jeseni."
)
TURKISH = (
    "İlçe meclisi salı günü Keş ırmağı üzerindeki eski köprünün yıl sonuna kadar kapatılmasına karar verdi. Mühendisler "
    "yedi ayağın üçünde çatlak buldu, dedi sözcü. Çarşı esnafı haftalık cironun yarıya ineceğini söylüyor. Feribot "
    "şirketi ise ışıklı iskeleye iki sefer daha koyacağını, ancak bilet fiyatını artırmayacağını duyurdu."
)
GREEK = (
    "Το συμβούλιο του Πορτ Εσκ αποφάσισε την Τρίτη να κλείσει την παλιά γέφυρα πάνω από τον Κες ώς το τέλος του έτους. "
    "Μηχανικοί βρήκαν ρωγμές σε τρεις από τους επτά πυλώνες, είπε η εκπρόσωπος. Οι έμποροι της αγοράς φοβούνται ότι ο "
    "εβδομαδιαίος τζίρος θα πέσει στο μισό. Η εταιρεία των φεριμπότ υπόσχεται ακόμη δύο δρομολόγια την ημέρα."
)
POLISH = (
    "Rada Port Esk postanowiła we wtorek zamknąć stary most na rzece Kesz do końca roku. Inżynierowie znaleźli pęknięcia "
    "w trzech z siedmiu filarów, powiedziała rzeczniczka. Kupcy z targu mówią, że tygodniowe obroty spadną o połowę. "
    "Spółka promowa zapowiada jeszcze dwa rejsy dziennie i zniżkę dla uczniów z północnego brzegu."
)


def bare(text: str) -> str:
    """A text as a telex prints it: without accents."""
    text = text.translate(str.maketrans("łŁđĐıøØ", "lLdDioO"))
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def misread(text: str) -> str:
    """UTF-8 read as Windows-1252, whose five empty places stay what they are."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


def greek_capitals(text: str) -> str:
    """Greek in capitals, which carry no accents."""
    return bare(text).upper()


def spelt_out(text: str) -> str:
    """German without umlauts on the keyboard."""
    for one, other in (
        ("ä", "ae"),
        ("ö", "oe"),
        ("ü", "ue"),
        ("ß", "ss"),
        ("Ä", "Ae"),
        ("Ö", "Oe"),
        ("Ü", "Ue"),
    ):
        text = text.replace(one, other)
    return text


def escaped(text: str) -> str:
    """Every letter beyond ASCII as a reference that was escaped once more."""
    return "".join(c if c.isascii() else html.escape(f"&#{ord(c)};") for c in text)


PAIRS = {
    "serbian in latin letters": ("sr", SERBIAN, SERBIAN_LATIN),
    "serbian without marks": ("sr", SERBIAN, bare(SERBIAN_LATIN)),
    "serbian with dj": ("sr", SERBIAN_LATIN, bare(SERBIAN_LATIN.replace("đ", "dj"))),
    "croatian label": ("hr", SERBIAN_LATIN, bare(SERBIAN_LATIN)),
    "traditional characters": ("zh", STORY["zh"], OpenCC("s2t").convert(STORY["zh"])),
    "taiwan's characters": ("zh", STORY["zh"], OpenCC("s2tw").convert(STORY["zh"])),
    "arabic without hamza and marbuta": (
        "ar", STORY["ar"], STORY["ar"].translate(str.maketrans("أإآةىؤئ", "اااهيوي")),
    ),
    "french without accents": ("fr", STORY["fr"], bare(STORY["fr"])),
    "polish without accents": ("pl", POLISH, bare(POLISH)),
    "russian without yo": ("ru", STORY["ru"].replace("е", "ё", 9), STORY["ru"]),
    "umlauts written out": ("de", STORY["de"], spelt_out(STORY["de"])),
    "umlauts dropped": ("de", spelt_out(STORY["de"]), bare(STORY["de"])),
    "turkish capitals": ("tr", TURKISH, TURKISH.replace("i", "İ").upper()),
    "turkish capitals of an english machine": ("tr", TURKISH, bare(TURKISH).upper()),
    "greek capitals": ("el", GREEK, greek_capitals(GREEK)),
    "french misread": ("fr", STORY["fr"], misread(STORY["fr"])),
    "german misread twice": ("de", STORY["de"], misread(misread(STORY["de"]))),
    "russian misread": ("ru", STORY["ru"], misread(STORY["ru"])),
    "french escaped twice": ("fr", STORY["fr"], escaped(STORY["fr"])),
    "decomposed": ("fr", STORY["fr"], unicodedata.normalize("NFD", STORY["fr"])),
}  # fmt: skip


@pytest.mark.parametrize(("language", "one", "other"), PAIRS.values(), ids=PAIRS)
def test_another_spelling_is_a_copy(language: str, one: str, other: str) -> None:
    """Whichever spelling comes first, and the record keeps the text as it came."""
    for first, second in ((one, other), (other, one)):
        desk = Desk()
        told = desk.tell(
            article(body=first, language=language, headline="A"),
            article("urn:gull:1", source="Gull", body=second, language=language, headline="B"),
        )
        assert ["original", "copy"] == told.verdicts
        assert [first, second] == [record["body"] for record in told.said]


def test_digits_of_another_script_are_the_same_numbers() -> None:
    """Arabic, Persian and Indian digits are read as the digits that agencies send."""
    assert ["12", "أبريل".replace("أ", "ا")] == words("١٢ أبريل")
    assert ["2031"] == words("۲۰۳۱") == words("२०३१")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("AT&T and R&D &c; shares fell.", "at t and r d c shares fell"),
        ("x &lt; y &amp; z stood.", "x y z stood"),
        ("Ma\u00eetre of the \u201ccaf\u00e9\u201d, na\u00efve.", "maitre of the cafe naive"),
        ("\u00c2ge d\u2019or \u2013 \u00ca\u201d.", "age dor e"),
    ],
)
def test_sound_text_is_left_alone(body: str, expected: str) -> None:
    """Ampersands that are no reference, and letters that are no damage, lose no word."""
    assert expected.split() == read_body(body).words


def test_plain_english_is_not_folded() -> None:
    """What is written out in German is a word in English."""
    assert ["the", "poet", "sued", "maersk"] == words("The poet sued Maersk", "en")
    assert ["goethe".replace("oe", "o")] == words("Goethe", "de")


def _bare(text: str) -> str:
    """A text without the marks over and under its letters."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


SPELLINGS = {
    "es bare": (SPANISH, _bare(SPANISH)),
    "es escaped twice": (SPANISH, html.escape(html.escape(SPANISH.replace("\u00f3", "&oacute;")))),
    "fr read as Latin-1": (FRENCH, FRENCH.encode().decode("latin-1")),
    "de written out": (GERMAN, GERMAN.replace("\u00e4", "ae").replace("\u00f6", "oe").replace("\u00fc", "ue").replace("\u00df", "ss")),
    "de capitals": (GERMAN, GERMAN.upper()),
    "en hyphenated": (DAM, DAM.replace("reservoir", "reser-\nvoir").replace("soldiers", "sol-\ndiers")),
    "en unseen characters": (DAM, DAM.replace("reservoir", "reser\u00advoir").replace("villagers", "villa\u200bgers")),
    "en ligatures": (DAM, DAM.replace("fl", "\ufb02").replace("fi", "\ufb01")),
    "en capitals, no-break": (DAM, DAM.replace(" ", "\u00a0").upper()),
}  # fmt: skip


@pytest.mark.parametrize("name", SPELLINGS)
@pytest.mark.parametrize("first", [0, 1])
def test_more_spellings_are_copies(name: str, first: int) -> None:
    """Whichever of the two comes first."""
    one, other = SPELLINGS[name][first], SPELLINGS[name][1 - first]
    language = name[:2]
    feed = [
        wire("one", 8, "A title here", one, language=language),
        page("Orb", 9, "Another one", other, language=language),
    ]
    assert [] == wrong(feed, {"verdicts": ["original", "copy"], "match": {1: 0}})


RUSSIAN = (
    "Совет Порт-Эска решил во вторник закрыть старый мост через реку Кеш до конца года. Инженеры нашли трещины в трёх из семи "
    "опор, сказала представительница совета. Торговцы с рынка опасаются, что недельная выручка упадёт вдвое."
)
CHINESE = (
    "埃斯克港市议会星期二决定在年底前关闭基什河上的老桥。工程师在七座桥墩中的三座发现裂缝，议会发言人说。集市商贩担心每周营业额会减少一半。"
    "渡轮公司答应每天增加两班船，但不会提高票价。老桥建于一九零三年，曾在洪水中受损。"
)


CZECH = (
    "Rada Port Esku v úterý rozhodla, že do konce roku zavře starý most přes řeku Keš. Inženýři našli trhliny ve třech ze sedmi "
    "pilířů, řekla mluvčí. Trhovci se bojí, že týdenní tržby klesnou na polovinu. Přívozní společnost slibuje ještě dvě plavby "
    "denně a slevu pro žáky ze severního břehu, ale cenu pro řidiče zvýší."
)
# In each line a single letter that a code page of DOS shows as no letter; the others look like letters of some language.
GERMAN_LINES = (
    "Der Rat von Port Esk will die alte Brücke über den Kesch bis Ende des Jahres schließen. Fachleute fanden Risse in drei von "
    "sieben Pfeilern.\nDie Händler fürchten, dass ihr Umsatz auf die Hälfte fällt, sagte ein Sprecher. Für Fußgänger bleibt ein "
    "schmaler Steg.\nDie Fährgesellschaft verspricht zwei weitere Fahrten am Tag und eine Ermäßigung für Schüler vom anderen Ufer."
)


def seven_bits(text: str) -> str:
    """A text with a question mark for every letter that has no place among 128."""
    return text.encode("ascii", "replace").decode("ascii")


def not_utf8(text: str) -> str:
    """A text in Latin-1 that was read as UTF-8."""
    return text.replace("’", "'").encode("latin-1", "replace").decode("utf-8", "replace")


@pytest.mark.parametrize("damage", [seven_bits, not_utf8])
@pytest.mark.parametrize(("language", "text"), [("fr", FRENCH), ("de", GERMAN), ("es", SPANISH)])
def test_letters_that_a_transfer_lost_are_guessed(
    language: str, text: str, damage: Callable[[str], str]
) -> None:
    """`d?fil?` is `défilé`, and the record keeps what came."""
    feed = [
        wire("one", 8, "Un", text, language=language),
        page("Orb", 9, "Deux", damage(text), language=language),
    ]
    assert [] == wrong(feed, {"verdicts": ["original", "copy"], "match": {1: 0}})


PORTUGUESE = (
    "PORTO ESK, 4 mai (Brevia) - A câmara de Porto Esk decidiu na terça-feira encerrar a velha ponte sobre o rio Kesh até ao fim "
    "do ano. Os engenheiros encontraram fissuras em três dos sete pilares, disse a porta-voz. Os comerciantes da praça receiam que "
    "as vendas da semana caiam para metade, e a associação já pediu apoio. A companhia de navegação promete mais duas ligações por dia."
)
SWEDISH = (
    "PORT ESK, 4 maj (Brevia) - Kommunen i Port Esk beslöt på tisdagen att stänga den gamla bron över ån före årets slut. "
    "Ingenjörer har funnit sprickor i tre av sju pelare, säger en talesperson. Handlarna på torget är rädda för att försäljningen "
    "ska halveras. Rederiet lovar två turer till om dagen, men höjer också priset för dem som åker med bil."
)


def in_ascii(text: str) -> str:
    """A text from which all is gone that is not ASCII."""
    return text.encode("ascii", "ignore").decode("ascii")


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(
    ("language", "text"),
    [("de", GERMAN), ("fr", FRENCH), ("es", SPANISH), ("pl", POLISH), ("pt", PORTUGUESE), ("sv", SWEDISH)],
    ids=["German", "French", "Spanish", "Polish", "Portuguese", "Swedish"],
)
def test_accents_dropped_with_their_letters_are_put_back(language: str, text: str, first: int) -> None:
    """`Bhrden` is `Behörden`, whichever of the two texts comes first, and the record keeps what came."""
    one, other = (text, in_ascii(text))[first], (in_ascii(text), text)[first]
    feed = [wire("one", 8, "1", one, language=language), page("Orb", 9, "2", other, language=language)]
    assert [] == wrong(feed, {"verdicts": ["original", "copy"], "match": {1: 0}})


def test_lost_letters_of_a_language_without_guesses_are_put_back() -> None:
    """A question mark for each letter of a Polish text: the words are known by what is left of them."""
    feed = [
        wire("one", 8, "1", POLISH, language="pl"),
        page("Orb", 9, "2", seven_bits(POLISH), language="pl"),
    ]
    assert [] == wrong(feed, {"verdicts": ["original", "copy"], "match": {1: 0}})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sound_text_has_lost_no_accents(language: str) -> None:
    """Neither one in English, whatever it is called, nor one that has a single accent."""
    assert {} == lost(DAM, language) == lost(f"{in_ascii(GERMAN)} \u00e9", language)


def test_questions_are_no_lost_letters() -> None:
    """A text that asks, and an address with a query, keep their words."""
    text = "Who closes the bridge? the council asked. See https://esk.example/a?b=c?d=e?f=g and ask?"
    assert read_body(text, "fr").words == read_body(text, "en").words


@pytest.mark.parametrize(
    ("language", "text", "damaged"),
    [
        ("ru", RUSSIAN, RUSSIAN.encode().decode("cp1251", "replace")),
        ("ru", RUSSIAN, RUSSIAN.encode("cp1251").decode("cp1252")),
        ("pl", POLISH, POLISH.encode("cp1250").decode("cp1252", "replace")),
        ("ru", RUSSIAN, RUSSIAN.encode("koi8-r").decode("cp1251")),
        ("cs", CZECH, CZECH.encode("cp1250").decode("cp1252")),
        ("de", GERMAN_LINES, GERMAN_LINES.encode("cp1252").decode("cp850")),
        ("es", SPANISH, html.escape(escaped(SPANISH))),
        ("zh", CHINESE, " ".join(CHINESE)),
        ("zh", CHINESE, "\u3000".join(CHINESE)),
    ],
    ids=["utf8-as-cp1251", "cp1251-as-cp1252", "cp1250-as-cp1252", "koi8-as-cp1251", "czech", "few signs a line", "escaped thrice", "a blank at every character", "a wide blank"],
)  # fmt: skip
def test_further_damage(language: str, text: str, damaged: str) -> None:
    """Read in another encoding of its region, or with blanks where its script has none."""
    feed = [wire("one", 8, "1", text, language=language), page("Orb", 9, "2", damaged, language=language)]
    assert [] == wrong(feed, {"verdicts": ["original", "copy"], "match": {1: 0}})


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", FRENCH), ("de", GERMAN), ("es", SPANISH)],
    ids=["French", "German", "Spanish"],
)
@pytest.mark.parametrize(
    ("written", "read"), [("utf-8", "cp850"), ("utf-8", "cp437"), ("cp1252", "cp850"), ("cp850", "cp1252")]
)
def test_code_pages_of_dos(language: str, text: str, written: str, read: str) -> None:
    """Written in one of them and read in another encoding, or the other way round, a text finds its copy."""
    damaged = text.encode(written, "replace").decode(read, "replace")
    feed = [wire("one", 8, "1", text, language=language), page("Orb", 9, "2", damaged, language=language)]
    assert [] == wrong(feed, {"verdicts": ["original", "copy"], "match": {1: 0}})
