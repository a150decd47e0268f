"""The links of a page around an article, by language, as data: labels on lines of their own, and the link to the rest.

All is case-folded NFKC. A further language is a line in each; a phrase is a regular expression.
"""

# ruff: noqa: RUF001 - the words of many scripts
from __future__ import annotations

from typing import Final

# Links and labels that stand on a line of their own, alone or with a title behind them.
LINK_LABELS: Final = {
    "fr": (r"(?:à )?lire (?:aussi|également|la suite)", "partager", "publicité", "sur le même sujet", "voir aussi"),
    "de": ("lesen sie (?:auch|mehr)", "anzeige", "werbung", "teilen", "mehr zum thema", "weiterlesen", "auch interessant"),
    "es": ("lea también", "lee también", "te puede interesar", "publicidad", "compartir", "más noticias", "leer más"),
    "pt": ("leia (?:também|mais)", "publicidade", "compartilhe?", "partilhar", "saiba mais", "veja também"),
    "it": ("leggi anche", "pubblicità", "condividi", "leggi tutto", "potrebbe interessarti"),
    "nl": ("lees (?:ook|meer|verder)", "advertentie", "deel dit artikel"),
    "sv": ("läs (?:också|även|mer)", "annons", "dela artikeln"),
    "no": ("les (?:også|mer)", "annonse", "del artikkelen"),
    "da": ("læs (?:også|mere)", "annonce", "del artiklen"),
    "fi": ("lue (?:myös|lisää)", "mainos"),
    "pl": ("czytaj (?:też|także|więcej|dalej)", "reklama", "udostępnij", "zobacz (?:też|także)"),
    "cs": ("čtěte (?:také|též|dále)", "reklama", "sdílet"),
    "ro": ("citește (?:și|mai mult)", "citeşte (?:şi|mai mult)", "publicitate", "distribuie"),
    "ru": ("читайте также", "реклама", "поделиться", "читать (?:далее|полностью|ещё|еще)", "подробнее", "по теме"),
    "uk": ("читайте також", "реклама", "поділитися", "читати далі", "детальніше"),
    "sr": ("pročitajte (?:još|i)", "прочитајте (?:још|и)", "opširnije", "опширније"),
    "el": ("διαβάστε (?:επίσης|ακόμα|περισσότερα)", "διαφήμιση"),
    "tr": ("ayrıca okuyun", "ilgili haberler", "reklam", "paylaş", "devamını oku"),
    "ar": ("اقرأ (?:أيضا|أيضًا|أيضاً|المزيد)", "شارك", "إعلان"),
    "fa": ("بیشتر بخوانید", "ادامه مطلب", "همچنین بخوانید"),
    "he": ("קראו (?:גם|עוד)", "פרסומת"),
    "hi": ("यह भी पढ़ें", "और पढ़ें", "विज्ञापन"),
    "zh": ("相关(?:阅读|新闻|报道)", "广告", "分享(?:到)?", "阅读(?:更多|全文|原文)", "查看(?:更多|全文)", "延伸阅读", "閱讀更多", "相關新聞"),
    "ja": ("関連記事", "広告", "続きを読む", "もっと(?:読む|見る)", "あわせて読みたい"),
    "ko": ("관련\\s?기사", "광고", "더\\s?(?:보기|읽기)", "기사\\s?더보기"),
    "vi": ("xem thêm", "đọc (?:tiếp|thêm)", "quảng cáo"),
    "id": ("baca (?:juga|selengkapnya)", "iklan", "bagikan"),
}  # fmt: skip
# What a feed's summary or a cut page ends with: the link to the rest. English first, as feeds in any language have it.
READ_ON: Final = (
    r"read (?:more|on|the (?:full|rest|whole|entire)|full)", r"continue reading", r"keep reading", r"(?:see|view|show) more",
    r"(?:find out|learn) more", r"click (?:here|to read)", r"full (?:story|article|text)", r"tap to read", r"more (?:at|on)",
    r"the post .{3,120} (?:appeared first|first appeared) on", r"this (?:story|article|post) (?:first )?appeared (?:first )?on",
    r"lire (?:la suite|plus|l article|l'article)", r"en savoir plus", r"weiterlesen", r"(?:mehr|weiter) lesen", r"mehr dazu",
    r"zum (?:vollständigen )?artikel", r"lesen sie (?:mehr|weiter)", r"leer más", r"le(?:er|a) (?:el|la) (?:artículo|nota|noticia)",
    r"s(?:eguir|igue) leyendo", r"más información", r"leia mais", r"continu(?:ar|e) (?:a )?l(?:er|endo)", r"saiba mais",
    r"leggi (?:tutto|di più|l'articolo|l articolo)", r"continua a leggere", r"lees (?:meer|verder)", r"läs (?:mer|hela)",
    r"les (?:mer|hele)", r"læs (?:mere|hele)", r"lue (?:lisää|koko)", r"czytaj (?:więcej|dalej)", r"číst dál(?:e)?", r"celý článek",
    r"citește mai (?:mult|departe)", r"tovább(?: olvasom| a cikkhez)?", r"читать (?:далее|дальше|полностью|ещё|еще)", r"подробнее",
    r"читати (?:далі|повністю)", r"детальніше", r"opširnije", r"опширније", r"pročitaj(?:te)? više", r"прочитај(?:те)? више",
    r"διαβάστε περισσότερα", r"devamı(?:nı oku)?", r"اقرأ المزيد", r"المزيد", r"ادامه (?:مطلب|خبر)", r"בהמשך הכתבה", r"המשך קריאה",
    r"לקריאה נוספת", r"और पढ़ें", r"(?:阅读|查看)(?:更多|全文|原文)", r"閱讀(?:更多|全文)", r"続きを読む", r"もっと読む",
    r"더\s?(?:보기|읽기)", r"기사\s?더보기", r"xem thêm", r"đọc tiếp", r"baca selengkapnya",
)  # fmt: skip
