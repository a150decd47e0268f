"""A wall in an article's place is furniture: two stories behind one are no copies of each other."""

from __future__ import annotations

import pytest

from stream.text.normalise import read_body
from tests.dedup.harness import Desk, article, stories
from tests.dedup.texts import BRIDGE, BRIDGE_LEAD, BRIDGE_TALKS

WALLS = {
    "meter": (
        "You've read your last free article this month. To keep reading, subscribe now for two crowns a week and enjoy "
        "unlimited digital access to the Selm Courier, its archive and the weekend crossword. Already a member? Sign in "
        "below. You can cancel any time. Readers like you make our reporting from the harbour possible."
    ),
    "subscribers": (
        "This story is available exclusively to subscribers.\n\nBecome a member for as little as 1 crown.\n\nLog in if you "
        "already have an account, or create a free account to read three stories a week and sign up to our newsletters. "
        "Your subscription pays for the work of forty reporters on the coast, and you may cancel it whenever you like."
    ),
    "cookies": (
        "We value your privacy. We and our 644 partners store or access information on a device, such as cookies, and process "
        "personal data, such as unique identifiers, for personalised advertising and content, measurement and audience "
        "research. With your permission we and our partners may use precise geolocation data. You may click to consent to "
        "the processing described above, or refuse to consent. Your preferences will apply to this website only. Accept all"
    ),
    "robot": (
        "Checking your browser before accessing selm-courier.example. Please verify you are a human by completing the action "
        "below. Our systems have detected unusual traffic from your computer network. Enable JavaScript and cookies to "
        "continue. This process is automatic and your browser will redirect to your requested content shortly. Please allow "
        "up to five seconds. Why have I been blocked? Ray ID: 7c1f00ab"
    ),
    "blocker": (
        "It looks like you are using an ad blocker. Advertising pays for our journalism. Please turn off your ad blocker for "
        "this website or subscribe to read the Courier without advertising. We promise to show you no more than three adverts "
        "a page, and never any that cover the text that you are reading."
    ),
    "fr": (
        "Cet article est réservé aux abonnés. Pour lire la suite, abonnez-vous à partir d'un euro le premier mois, sans "
        "engagement. Déjà abonné ? Connectez-vous à votre compte. Votre abonnement soutient une rédaction indépendante, et "
        "vous pouvez le suspendre quand vous voulez depuis votre espace personnel en ligne."
    ),
    "de": (
        "Um weiterzulesen, testen Sie jetzt unser Digitalabo vier Wochen kostenlos. Dieser Artikel ist exklusiv für Abonnenten. "
        "Sie sind bereits registriert? Hier anmelden. Ihr Abo ist monatlich kündbar. Mit Ihrem Abonnement unterstützen Sie "
        "unsere unabhängige Berichterstattung von der Küste, und Sie lesen alle Artikel ohne Werbung auf jedem Gerät."
    ),
    "es": (
        "Este contenido es exclusivo para suscriptores. Para seguir leyendo, suscríbete por un euro al mes durante el primer "
        "año. ¿Ya eres suscriptor? Inicia sesión con tu cuenta. Tu suscripción nos permite hacer un periodismo independiente, "
        "y puedes cancelarla en cualquier momento desde tu perfil sin dar explicaciones a nadie."
    ),
    "ru": (
        "Этот материал доступен по подписке. Чтобы продолжить чтение, оформите подписку за сто рублей в месяц. Вы уже "
        "подписаны? Войдите в свой аккаунт. Ваша подписка помогает нашей редакции работать, и вы можете отменить её в любой "
        "момент в личном кабинете на сайте. Спасибо, что вы с нами читаете новости побережья."
    ),
    "zh": (
        "您本月的免费文章次数已用完。继续阅读，请订阅会员，即可解锁全部内容。已是会员？请登录以继续。您的订阅支持我们的独立报道。"
        "您可以随时在账号设置中取消订阅。请确认您不是机器人，并接受所有cookie，您的浏览器将自动跳转到您请求的页面。"
    ),
    "ja": (
        "この記事は会員限定です。続きをお読みになるには、有料会員登録が必要です。すでに会員の方はログインしてください。"
        "お使いのブラウザでcookieの使用に同意いただく必要があります。購読のお申し込みはこちらから。あなたの購読が私たちの報道を支えます。"
    ),
    "ar": (
        "هذا المقال للمشتركين فقط. لمتابعة القراءة اشترك الآن واحصل على اشتراك شهر مجاني في موقعك. هل أنت مشترك بالفعل؟ سجل "
        "الدخول إلى حسابك. اشتراكك يدعم صحافتنا المستقلة ويمكنك إلغاء اشتراكك متى شئت من صفحة حسابك على موقعنا. موافقتك على "
        "ملفات تعريف الارتباط مطلوبة."
    ),
}  # fmt: skip


@pytest.mark.parametrize("wall", WALLS)
def test_two_stories_behind_one_wall_are_no_copies(wall: str) -> None:
    """By one outlet or by two, with the same headline or others; the reason says why nothing was compared."""
    desk = Desk()
    said = [
        desk.one(uri=f"https://courier.example/{at}", source=source, headline=headline, body=WALLS[wall])
        for at, (source, headline) in enumerate(
            [("Courier", "Ferry sails"), ("Courier", "Bank waits"), ("Gull", "Bank waits"), ("Gull", "")]
        )
    ]
    assert ["original"] * 4 == [one["verdict"] for one in said]
    assert {"furniture_alone"} == {one["reason"]["rule"] for one in said}
    assert 4 == len({one["story_id"] for one in said})


@pytest.mark.parametrize("wall", ["meter", "subscribers", "fr", "de"])
def test_a_story_above_a_wall_is_compared_without_it(wall: str) -> None:
    """The lead that a page shows before its wall is a copy of the agency's, and of nothing else behind the same wall."""
    desk = Desk()
    first = desk.one(body=BRIDGE)
    other = desk.one(
        uri="urn:gull:1", source="Gull", body=f"{BRIDGE_TALKS} {BRIDGE_TALKS.upper()[::-1]}\n\n{WALLS[wall]}"
    )
    page = desk.one(
        uri="urn:heron:1", source="Heron", headline="B", body=f"{BRIDGE_LEAD} {BRIDGE_TALKS}\n\n{WALLS[wall]}"
    )
    assert ("copy", first["article_id"]) == (page["verdict"], page["match"]["article_id"])
    assert other["story_id"] != page["story_id"]


@pytest.mark.parametrize(
    "body",
    [
        ("The regulator fined the newspaper group on Tuesday for asking readers to consent to cookies before they could refuse. "
        "Inspectors found that 644 partners had access to personal data. A spokeswoman said the group would appeal, and that "
        "its subscription business did not depend on advertising. Privacy campaigners called the ruling overdue."),
        ("Subscriptions to the Selm Courier rose by a third after it put its archive behind a paywall in March, the publisher "
        "said. It now has 41,000 subscribers, of whom one in five also gets the newsletter. Shares rose. Analysts had expected "
        "fewer trial members to stay on once the offer of two crowns a week had ended in the autumn."),
    ],
)  # fmt: skip
def test_news_of_walls_is_news(body: str) -> None:
    """A report about cookies or subscriptions speaks to no reader: all of it is compared."""
    assert len(body.replace(",0", "0").split()) <= len(read_body(body).words) + 1
    assert ["original", "copy"] == Desk().tell(
        article(body=body), article("urn:gull:1", source="Gull", body=body)
    ).verdicts


def test_links_alone_are_no_text() -> None:
    """A page whose article did not load shows its links; they make no copy of the next such page."""
    body = "Read more: Ferries\nShare this article\nSubscribe to our newsletter\nMost popular\nCookie policy\nLire aussi : le port"
    desk = Desk()
    assert ["original", "original"] == desk.tell(
        article(body=body), article("urn:harrow:2", body=body)
    ).verdicts


def test_legal_paragraphs_under_company_news_are_furniture() -> None:
    """Two announcements above the same hundred words of law are two stories; one of them on two wires is a copy."""
    law = (
        "Cautionary note: this release contains forward-looking statements, which are subject to risks and uncertainties. "
        "Actual results may differ. The issuer undertakes no obligation to update any of them, and readers should place no "
        "undue reliance on what speaks only as of its date. Nothing here is an offer to sell or the solicitation of an offer."
    )
    plant, chief = (
        (
            "Brannoc Mills today announced that it will build a flour mill in Lorrow and hire ninety people by next spring, its "
            "largest investment since the flood, with a loan from the Harbour Bank of Selm and a grant from the province."
        ),
        (
            "Calder Glass today announced that its finance chief Tilda Marsh will leave at the end of the month for family "
            "reasons, and that the board has begun a search for her successor in and outside of the company."
        ),
    )
    desk = Desk()
    told = desk.tell(
        article(body=f"{plant}\n\n{law}", headline="Brannoc Mills"),
        article("urn:harrow:2", body=f"{chief}\n\n{law}", headline="Calder Glass"),
        article("urn:gull:1", source="Gull", body=f"{plant}\n\n{law}", headline="Brannoc Mills"),
    )
    assert ["original", "original", "copy"] == told.verdicts


MORE_WALLS = {
    "en": "We and our 842 partners store and access personal data, like browsing data or unique identifiers, on your device. Selecting I Accept enables tracking technologies to support the purposes shown. You can change your choices at any time by clicking the privacy link.",
    "ie": "Sorry, this page is not available in your region. We recognise you are attempting to access this website from a country belonging to the European Economic Area and cannot grant you access at this time. For any issues, call our office.",
    "nl": "Dit artikel is alleen voor abonnees. Word nu abonnee voor een euro per maand en lees onbeperkt alle verhalen, ook in het archief van de krant. Al abonnee? Log dan hier in met uw e-mailadres. Het abonnement is maandelijks opzegbaar.",
    "sv": "Det här innehållet är endast för prenumeranter. Bli prenumerant för en krona den första månaden och läs alla artiklar utan begränsning. Redan prenumerant? Logga in här med din e-postadress för att fortsätta läsa. Avsluta när du vill.",
    "da": "Denne artikel er kun for abonnenter. Bliv abonnent nu for en krone den første måned og læs alle artikler uden begrænsning. Er du allerede abonnent? Log ind med din e-mail for at læse videre. Du kan opsige dit abonnement når som helst.",
    "fi": "Tämä sisältö on vain tilaajille. Tilaa nyt eurolla ensimmäinen kuukausi ja lue kaikki jutut rajatta myös sovelluksessa. Oletko jo tilaaja? Kirjaudu sisään jatkaaksesi lukemista. Voit peruuttaa tilauksen milloin tahansa.",
    "cs": "Tento článek je dostupný pouze předplatitelům. Předplaťte si neomezený přístup za korunu na první měsíc a čtěte všechny články bez reklam. Máte již předplatné? Přihlaste se a pokračujte ve čtení. Předplatné můžete kdykoli zrušit.",
    "hu": "Ez a tartalom csak előfizetőink számára érhető el. Fizessen elő most egy forintért az első hónapra, és olvassa korlátlanul minden cikkünket. Már előfizető? Jelentkezzen be a folytatáshoz. Az előfizetés bármikor lemondható.",
    "ro": "Acest conținut este disponibil doar abonaților. Abonează-te acum cu un leu în prima lună și citește toate articolele fără limită. Ești deja abonat? Autentifică-te pentru a continua lectura. Poți renunța oricând la abonament.",
    "el": "Το περιεχόμενο αυτό είναι διαθέσιμο μόνο σε συνδρομητές. Γίνετε συνδρομητής με ένα ευρώ τον πρώτο μήνα και διαβάστε όλα τα άρθρα. Είστε ήδη συνδρομητής; Συνδεθείτε για να συνεχίσετε την ανάγνωση. Ακυρώστε όποτε θέλετε.",
    "sr": "Ovaj sadržaj je dostupan samo pretplatnicima. Pretplatite se sada za jedan dinar prvog meseca i čitajte sve članke bez ograničenja. Već ste pretplatnik? Prijavite se da biste nastavili sa čitanjem. Pretplatu možete otkazati u bilo kom trenutku.",
    "id": "Konten ini khusus untuk pelanggan. Berlangganan sekarang seharga seribu rupiah untuk bulan pertama dan baca semua artikel tanpa batas. Sudah berlangganan? Masuk dengan akun Anda untuk melanjutkan membaca. Anda dapat berhenti kapan saja.",
    "vi": "Nội dung này chỉ dành cho hội viên. Đăng ký ngay với giá một nghìn đồng cho tháng đầu tiên và đọc không giới hạn mọi bài viết. Bạn đã là hội viên? Đăng nhập để tiếp tục đọc. Bạn có thể hủy bất cứ lúc nào.",
    "he": "תוכן זה זמין למנויים בלבד. הצטרפו עכשיו בשקל לחודש הראשון וקראו את כל הכתבות ללא הגבלה. כבר מנויים? התחברו לחשבון שלכם להמשך קריאה. אפשר לבטל את המינוי בכל עת דרך האתר או בטלפון.",
    "hi": "यह सामग्री केवल सदस्यों के लिए उपलब्ध है। अभी सदस्यता लें और पहले महीने केवल एक रुपये में सभी लेख पढ़ें। क्या आप पहले से सदस्य हैं? पढ़ना जारी रखने के लिए लॉग इन करें। आप कभी भी सदस्यता रद्द कर सकते हैं।",
    "ja": "この記事は有料会員限定です。残り1200文字。会員登録すると、すべての記事を無制限にお読みいただけます。初月は100円、いつでも解約できます。すでに会員の方はこちらからログインしてください。ご不明な点はお客様センターまでお問い合わせください。",
}  # fmt: skip


@pytest.mark.parametrize("language", MORE_WALLS)
def test_walls_of_more_languages(language: str) -> None:
    """Two stories of an outlet behind its wall are two."""
    one, other = (
        article(
            f"urn:gull:{at}",
            source="Gull",
            language=language[:2].replace("ie", "en"),
            headline=f"Story number {at}",
            body=MORE_WALLS[language],
        )
        for at in (1, 2)
    )
    desk = Desk()
    assert ["original", "original"] == desk.tell(one, other).verdicts
    assert 2 == len(stories(desk.state))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("cs", "Vydavatelství oznámilo, že počet předplatitelů deníku loni vzrostl o pětinu na šedesát tisíc. Předplatné zdražilo o desetinu, většina čtenářů ale zůstala. Ředitelka uvedla, že noviny budou letos poprvé po sedmi letech v zisku a že otevřou dvě nové redakce."),
        ("en", "Norway, a member of the European Economic Area, said on Monday it would let foreign drivers keep their licences. The ministry said some nine thousand people had asked for it, and that the rule would be in force from June, when the new register of vehicles is opened."),
        ("hu", "Az előfizetők száma egy év alatt a harmadával nőtt, közölte a lap kiadója hétfőn. A vezérigazgató szerint a bevétel fele már az olvasóktól származik, és a szerkesztőség tizenöt új munkatársat vesz fel az ősszel, köztük négy külföldi tudósítót."),
    ],
)  # fmt: skip
def test_news_of_subscribers_is_no_wall(language: str, text: str) -> None:
    """Its copy is found."""
    one, other = (
        article(f"urn:{source}:1", source=source, language=language, headline=source, body=text)
        for source in ("Harrow", "Gull")
    )
    assert ["original", "copy"] == Desk().tell(one, other).verdicts
