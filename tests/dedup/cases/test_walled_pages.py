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
    "app": (
        "Read this story in our app. Download it for free from the App Store or Google Play. Continue in browser. Sign up for "
        "breaking news alerts."
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


READER_WALLS = {
    "en": "It looks as if you enjoy our reports. Sign up with your e-mail and read eight of them a month at no cost. We will never pass your address on. If you have an account, log in. Lost? Our help pages may answer you.",
    "de": "Lesen Sie diesen und viele andere Texte der Zeitung. Sie haben noch kein Konto? Registrieren Sie sich kostenlos und testen Sie alles für einen Monat. Danach können Sie jeden Tag aufhören. Fragen beantwortet Ihnen unser Leserdienst.",
    "fr": "Cette suite attend nos abonnés. Soutenez une presse libre : essayez notre offre pendant un mois. Vous avez un compte ? Identifiez-vous. Offrez un abonnement à vos proches. Consultez la page des questions, ou écrivez-nous un mot.",
    "es": "Has leído todos tus artículos gratuitos del mes. Regístrate sin coste y lee tres más. ¿Ya tienes cuenta? Entra aquí. Apoya el trabajo de nuestros periodistas con una cuota. Consulta las condiciones en la web o llama a tu delegación.",
    "it": "Per leggere devi essere registrato. Registrati gratis in pochi secondi. Hai già un account? Entra con la tua password. Se non la ricordi, clicca qui. Puoi scriverci ogni giorno, anche la domenica, e ti risponderemo in poche ore.",
    "nl": "Verder lezen? Maak gratis een account en lees elke week twee verhalen. Heb je al een account? Log in met je e-mailadres. Je kunt met een abonnement ook de krant van morgen lezen. Heb je een vraag, dan helpen we je graag.",
    "pl": "Wykorzystałeś wszystkie teksty w tym tygodniu. Załóż konto i czytaj dalej. Masz konto? Zaloguj się. Zgadzasz się na przetwarzanie danych przez nas. Potrzebujesz pomocy? Napisz do nas o dowolnej porze, odpowiemy w jeden dzień.",
    "ru": "Зарегистрируйтесь, чтобы читать дальше. Это бесплатно и займёт минуту. Войдите, если аккаунт уже есть. Забыли пароль? Нажмите здесь. Оставаясь с нами, вы соглашаетесь с правилами и даёте согласие на обработку данных.",
    "tr": "Haberin devamı için üye olun. Üyelik bir dakikadan kısa sürer. Hesabınız var mı? Oturum açın. Kuralları ve gizlilik metnini kabul etmiş olursunuz. Yardım ister misiniz? Bize her gün yazabilirsiniz, aynı gün dönüş yaparız.",
    "ar": "قرأت كل مقالاتك المجانية هذا الشهر. أنشئ حسابك المجاني واقرأ المزيد. هل لديك حساب؟ سجل دخولك الآن. باشتراكك أنت توافق على شروطنا. هل لديك سؤال؟ تواصل معنا عبر بريدك وسنجيبك في اليوم نفسه.",
    "zh": "您本周的免费篇数已经用完。请注册账号，每周可多读三篇。已有账号？请直接登录。如果您忘记密码，请点击这里。有问题？请给我们写信，我们会在当天回复您，周末也不例外。",
    "ko": "이번 주 무료 기사를 모두 보셨습니다. 계정을 만드시면 매주 세 건을 더 보실 수 있습니다. 계정이 있으신가요? 로그인하세요. 비밀번호를 잊으셨나요? 여기를 누르세요. 문의는 언제든 남겨 주세요.",
    "robots": "Checking whether the connection is secure. We must review the security of your connection before you go on. Verifying you are human. This may take a few seconds. Performance and security by Shieldwork.",
    "gone": "We are sorry, the page you asked for could not be found. It may have been moved. Go back to our home page or search for it. If this is an error on our side, please tell our web team the address of the page.",
    "gift": "Thank you for reading. We need your help. This newsroom is funded by readers like you. If everyone who reads us gave four crowns, we would be safe for a year. Please make a gift today. Donate now, or let us remind you.",
    "server": "Error 503. The server is temporarily unable to answer your request. Please try again later. If it goes on, contact the site administrator and give the number 44120 below, with the time at which you saw this page.",
    "werbung": "Weiterlesen mit Werbung und Tracking. Oder nutzen Sie unser Pur-Abo ohne Tracking für fünf Euro im Monat. Ihre Zustimmung ist jederzeit über den Privacy-Link widerrufbar. Details stehen in der Datenschutzerklärung.",
}  # fmt: skip


@pytest.mark.parametrize("name", READER_WALLS)
def test_text_that_speaks_to_its_reader_of_accounts_and_offers_is_a_wall(name: str) -> None:
    """In whatever words: two stories behind it are two, and a lead above it is its story's copy."""
    text = READER_WALLS[name]
    language = {"robots": "en", "gone": "en", "gift": "en", "server": "en", "werbung": "de"}.get(name, name)
    pages = [
        article(f"urn:gull:{at}", source="Gull", language=language, headline=f"Story {at}", body=text)
        for at in (1, 2)
    ]
    desk = Desk()
    assert ["original", "original"] == desk.tell(*pages).verdicts
    assert 2 == len(stories(desk.state))
    if language != "en":
        return
    lead = " ".join(BRIDGE.split()[:32])
    cut = article("urn:gull:3", source="Gull", headline="Bridge", body=f"{lead}\n\n{text}")
    told = Desk().tell(article(body=BRIDGE), cut)
    assert ["original", "copy"] == told.verdicts


@pytest.mark.parametrize(
    "body",
    [
        ("You can now register a car at any post office, the ministry said on Monday. Drivers need their old papers and an account with the "
        "road office. The fee is four crowns. The ministry expects a million letters. Clerks have been trained since March, and the "
        "first offices open at eight on Tuesday."),
        ('The bank closed nine thousand accounts in a year. "We wrote to you twice before we closed your account," its letter said. '
        "Customers may register a complaint. The regulator asked for the password rules that the bank had in force in winter."),
    ],
)  # fmt: skip
def test_news_of_accounts_is_news(body: str) -> None:
    """Some of it speaks to the reader, or quotes who does."""
    assert ["original", "copy"] == Desk().tell(
        article(body=body), article("urn:gull:1", source="Gull", body=body)
    ).verdicts


TERSE = {
    "en": "Subscriber-only article. Full access with the digital pass: 6 crowns a month. Access to all articles, the app and the archive. "
    "Payment by card. Customer service: weekdays from nine to five.",
    "fr": "Article réservé aux abonnés. Offre d'abonnement numérique : 1 euro le premier mois, puis 8,90 euros par mois, sans engagement. "
    "Accès illimité aux archives. Identification.",
    "es": "Solo para suscriptores. Acceso ilimitado a la edición digital por 2 euros al mes. Inicia sesión. Regístrate gratis. "
    "Cancela cuando quieras.",
    "sv": "Artikeln är endast för prenumeranter. Digital prenumeration 99 kronor i månaden, ingen bindningstid. Tillgång till alla artiklar "
    "och e-tidningen. Redan prenumerant? Logga in.",
    "pl": "Artykuł tylko dla prenumeratorów. Wykup prenumeratę za dwa złote. Nieograniczony dostęp do wydania cyfrowego. Zaloguj się.",
    "pt": "Exclusivo para assinantes. Assine por dois reais no primeiro mês. Acesso ilimitado a todas as notícias. Cancele quando quiser.",
    "tr": "Bu haber yalnızca abonelere açık. Okumaya devam etmek için abone olun. Tüm arşive sınırsız erişim. Giriş yapın.",
    "bars": "Skip to main content. Menu. Search. News. Sport. Business. Weather. Advertisement. About. Contact. Terms. Privacy policy.",
}


@pytest.mark.parametrize("wall", TERSE.values(), ids=TERSE)
def test_an_offer_that_speaks_to_nobody_is_a_wall(wall: str) -> None:
    """Short sentences of access and prices, or a page's bars alone."""
    assert [] == read_body(wall).words


def test_news_of_an_offer_is_no_wall() -> None:
    """Whole sentences, and somebody says it."""
    news = (
        "The Selm Courier will ask its readers to subscribe for two crowns a month. Publisher Anna Voss announced it on Monday. "
        "Access to the archive and the app will be free."
    )
    assert len(read_body(news).words) == len(news.split())
