"""What pages say around an article, by language, as data: links, and the words of walls (subscription, consent, robots).

All is case-folded NFKC. A further language is a line in each; a phrase is a regular expression.
"""

# ruff: noqa: RUF001 - the words of many scripts
from __future__ import annotations

from typing import Final

# Links and labels that stand on a line of their own, alone or with a title behind them.
LABELS: Final = {
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

# Phrases that speak to a reader before a closed door: a sentence that has one is a wall's.
WALL_PHRASES: Final = (
    # English
    r"(?:limit|number) of (?:your )?(?:free|complimentary)", r"free (?:articles?|stories) (?:left|remaining|this|per|a month)",
    r"(?:last|remaining) free article", r"to (?:continue|keep|finish) reading", r"to read (?:the (?:full|rest)|this (?:story|article)|more)",
    r"already (?:a |have a |an? )?(?:subscri|member|registered|account)", r"(?:log|sign) ?in (?:here|now|to|or|with|below)",
    r"^\W*(?:log|sign) ?(?:in|up)\b", r"subscribe (?:now|today|here|to (?:read|continue|unlock|get|our)|for)", r"become a (?:member|subscriber)",
    r"cancel (?:at )?any ?time", r"unlimited (?:digital )?access", r"your (?:free )?(?:subscription|trial|membership)",
    r"(?:only|exclusive\w*|reserved|available) (?:for|to) (?:our )?(?:subscribers|members)", r"subscribers? only|subscriber.exclusive",
    r"create (?:a|an|your) (?:free )?account", r"register (?:now|for free|to (?:read|continue))", r"unlock (?:this|the|full|unlimited)",
    r"support(?:s)? (?:our|independent|local|quality) journalism", r"(?:verify|confirm|prove) (?:that )?you(?: a|')re",
    r"(?:not|are you) a robot", r"you are (?:a )?human", r"unusual (?:traffic|activity)", r"enable (?:java ?script|cookies)",
    r"checking (?:if|your|the) (?:\w+ )?(?:browser|connection)", r"your browser", r"\bray id\b", r"\bcaptcha\b", r"access (?:to this page )?(?:is |has been )?denied",
    r"(?:don.?t|do not) have permission", r"ad ?.?block(?:er|ing)?", r"we (?:use|value|care about|and our)\b.{0,60}(?:cookie|privacy|partner)",
    r"our (?:\d+ )?(?:trusted )?(?:partners|vendors)", r"(?:accept|reject|refuse|manage) (?:all|cookies|options|preferences|settings)",
    r"legitimate interests?", r"(?:withdraw|change|give|manage) your (?:consent|mind|choices|preferences|settings)", r"your (?:consent|privacy|choices|preferences|device)\b",
    r"page (?:not found|you (?:requested|are looking for|were looking for))", r"(?:not|un)available in your (?:country|region|location)",
    r"this process is automatic", r"(?:allow|wait) (?:up to )?(?:\d+|a few) seconds", r"why (?:have i been blocked|do i have to complete)",
    # French
    r"(?:réservé|accessible|exclusi\w+)\w* (?:aux|à nos|pour les) abonné", r"déjà (?:abonné|inscrit|un compte)", r"(?:se connecter|connectez-vous)",
    r"abonnez-vous", r"pour (?:lire|continuer|accéder)\b.{0,40}(?:suite|article|lecture|abonn|compte)", r"il vous reste \d+", r"sans engagement",
    r"nos (?:\d+ )?partenaires", r"(?:accepter|refuser|gérer|paramétrer) (?:tout|les cookies|mes choix|vos)", r"vos (?:choix|données|préférences|cookies)",
    r"votre (?:consentement|navigateur|vie privée|abonnement|terminal)", r"vous n.êtes pas un robot", r"activer? javascript", r"bloqueur de publicité",
    # German
    r"bereits (?:abonnent|registriert|kund|digital-abo|ein abo)", r"(?:hier|jetzt) (?:anmelden|einloggen|registrieren|abonnieren|testen|freischalten)",
    r"um (?:weiterzulesen|diesen artikel|den ganzen)", r"(?:nur|exklusiv) für (?:abonnent|mitglieder|registrierte)", r"jederzeit kündbar", r"monatlich kündbar",
    r"mit (?:einem |ihrem |dem )?(?:digital-?abo|probeabo|abo\b)", r"(?:weiter|alle artikel) lesen mit", r"unsere (?:\d+ )?partner", r"ihre[nr]? (?:einwilligung|zustimmung|privatsphäre|auswahl|browser)",
    r"alle(?:s)? (?:akzeptieren|ablehnen)|akzeptieren und weiter|cookies? (?:akzeptieren|ablehnen|verwalten)", r"kein roboter", r"(?:aktivieren sie|bitte) .{0,30}(?:javascript|cookies)", r"(?:werbe|ad)-?blocker",
    # Spanish and Portuguese
    r"ya (?:eres|es|soy) (?:suscriptor|socio|usuario)", r"(?:inicia|iniciar|inicie) sesión", r"suscríb(?:ete|ase)", r"para (?:seguir|continuar) leyendo", r"(?:exclusivo|solo|sólo) para (?:suscriptores|socios|usuarios)",
    r"límite de artículos", r"artículos? gratuitos?", r"(?:cancela|cancele) cuando quier", r"nuestros (?:\d+ )?socios", r"(?:aceptar|rechazar|configurar|gestionar) (?:todo|todas|cookies|las cookies|y continuar)",
    r"(?:tu|su) (?:consentimiento|privacidad|navegador|suscripción|dispositivo)", r"no eres un robot", r"(?:activa|habilita|active|habilite)r? javascript", r"bloqueador de (?:anuncios|publicidad)",
    r"já (?:é|sou) (?:assinante|cadastrado)", r"(?:faça|fazer|efetue) (?:o )?login", r"assine (?:agora|já|por|e)", r"para continuar (?:lendo|a ler)", r"(?:exclusivo|só|apenas) para assinantes", r"limite de (?:artigos|matérias|notícias)",
    r"(?:seu|sua|o seu|a sua) (?:consentimento|privacidade|navegador|assinatura|dispositivo)", r"nossos (?:\d+ )?parceiros", r"(?:aceitar|rejeitar|gerenciar) (?:todos|cookies|os cookies)",
    # Italian and Dutch
    r"sei già (?:abbonat|registrat)", r"(?:accedi|effettua il login|abbonati) (?:qui|ora|per|subito|a)", r"per continuare (?:a leggere|la lettura)", r"(?:riservato|solo) (?:agli|per gli) abbonati", r"disdici quando vuoi",
    r"i nostri (?:\d+ )?partner", r"(?:accetta|rifiuta|gestisci) (?:tutti|tutto|i cookie|le preferenze)", r"(?:il|la) tuo?a? (?:consenso|privacy|browser|abbonamento|dispositivo)",
    r"al (?:abonnee|lid|een account)", r"(?:log|meld je) (?:hier |nu )?(?:in|aan)", r"om verder te lezen", r"(?:alleen|exclusief) voor abonnees", r"maandelijks opzegbaar", r"(?:alle )?cookies (?:accepteren|weigeren|beheren)", r"(?:uw|je) (?:toestemming|privacy|browser|abonnement)",
    # Nordic, Polish
    r"redan (?:prenumerant|kund|medlem)", r"logga in", r"för att (?:läsa|fortsätta läsa)", r"endast för prenumeranter", r"logg inn", r"log ind", r"for å lese videre", r"for at læse videre", r"kun for abonnenter", r"(?:allerede|er du) abonnent", r"(?:godkänn|godta|accepter) alla?e?\b",
    r"(?:masz już|jesteś już) (?:konto|subskryb|prenumerat)", r"zaloguj się", r"(?:tylko|wyłącznie) dla (?:subskrybentów|prenumeratorów)", r"(?:aby|żeby) czytać dalej", r"wykup (?:dostęp|subskrypcję|prenumeratę)", r"(?:twoj\w+|nasi) (?:zgod\w+|prywatno\w+|przeglądar\w+|partnerzy)", r"zaakceptuj (?:wszystk\w+|cookies)",
    # Russian, Ukrainian, Turkish
    r"(?:только|доступн\w+) (?:для|по) (?:подписчик|подписк)", r"(?:уже|вы) (?:подписаны|подписчик|зарегистрированы)", r"(?:оформите|купите|продлите) подписку", r"чтобы (?:продолжить чтение|читать дальше|прочитать)", r"войдите (?:в|или|на)", r"вы не робот", r"ваш\w* (?:браузер|соглас|устройств|подписк|данны)", r"(?:включите|отключите) (?:javascript|блокировщик|cookie)", r"наши партн[её]ры", r"принять (?:все|cookie)",
    r"(?:тільки|лише) для (?:передплатник|підписник)", r"(?:оформіть|придбайте) (?:передплату|підписку)", r"щоб (?:читати далі|продовжити)", r"увійдіть", r"ваш\w* (?:браузер|згод|пристр)",
    r"zaten (?:abone|üye)", r"giriş yap", r"(?:hemen |şimdi )?abone ol", r"okumaya devam etmek için", r"(?:sadece|yalnızca) aboneler", r"robot olmadığınızı", r"tarayıcınız", r"(?:tümünü|çerezleri) (?:kabul et|reddet|yönet)",
    # Arabic, Persian, Hebrew
    r"(?:سجل|تسجيل) (?:الدخول|دخولك)", r"اشترك (?:الآن|للحصول|في|لقراءة)", r"(?:لمتابعة|لمواصلة|لإكمال) القراءة", r"للمشتركين فقط", r"مشترك بالفعل", r"ملفات تعريف الارتباط", r"لست (?:روبوت|برنامج روبوت)", r"متصفحك",
    r"برای ادامه", r"وارد (?:شوید|حساب)", r"اشتراک (?:تهیه|خرید)", r"למנויים בלבד", r"כבר (?:מנוי|רשומ)", r"להמשך קריאה", r"התחבר",
    # Chinese, Japanese, Korean
    r"(?:登录|登入|登錄)(?:后|後|以|账|帳|即可)", r"(?:订阅|訂閱)(?:会员|會員|以|后|後|即可|解锁|用户)", r"(?:继续|繼續)(?:阅读|閱讀)", r"(?:付费|付費|会员|會員)(?:专享|專享|内容|內容|文章|可)", r"(?:免费|免費)(?:文章|阅读|閱讀)(?:次数|额度|已|次數|額度)", r"已(?:是|有)(?:会员|會員|订阅|訂閱|账户|帳號)", r"(?:不是|非)(?:机器人|機器人)", r"您的(?:浏览器|瀏覽器|隐私|隱私|同意|设备|裝置|订阅|訂閱)", r"(?:接受|拒绝|拒絕|管理)(?:所有|全部)?cookie",
    r"(?:会員|有料会員|購読者)(?:限定|登録|の方)", r"続きを(?:読む|お読み)", r"ログイン(?:して|は|する)", r"(?:無料|有料)(?:登録|記事|会員|で読)", r"ロボットではありません", r"お使いのブラウザ", r"cookie(?:を|の)(?:使用|同意|受け入れ)", r"購読(?:する|して|お申し込み|を)",
    r"(?:구독자|회원|유료회원) ?(?:전용|만|가입)", r"(?:계속|이어서) (?:읽|보)", r"로그인(?:하|이|해|을)", r"(?:지금|바로) 구독", r"로봇이 아닙", r"브라우저(?:를|에서|의)", r"쿠키(?:를|에)", r"이미 (?:구독|회원)",
)  # fmt: skip

# Words of the same matters that news uses as well: they count where the sentence speaks to its reader.
WALL_TERMS: Final = (
    "cookie", "consent", "privacy", "personal data", "partners", "device", "subscri", "javascript", "browser", "newsletter", "sign up",
    "account", "offer", "trial", "access", "password", "e-?mail", "advert", "journalism", "premium", "website",
    "consentement", "abonne", "données", "navigateur", "publicité", "compte", "einwilligung", "zustimm", "abo\\b", "abonn", "datenschutz", "werbung", "konto",
    "consentimiento", "suscri", "privacidad", "navegador", "publicidad", "cuenta", "assina", "consentimento", "conta\\b", "consenso", "abbona", "toestemming", "prenumer", "samtycke",
    "subskryp", "zgod", "prywatno", "подписк", "cookie-файл", "соглас", "аккаунт", "передплат", "abone", "çerez", "rıza", "اشتراك", "موافقة", "حساب", "مرورگر", "מנוי", "עוגיות",
    "订阅", "訂閱", "会员", "會員", "隐私", "隱私", "浏览器", "账号", "購読", "会員", "同意", "구독", "회원", "동의", "개인정보",
)  # fmt: skip

# How a page speaks to its reader.
READER: Final = (
    r"\byou(?:r|rs)?\b", r"\bwe\b", r"\bour\b", r"\bplease\b", r"\bvous\b", r"\bvotre\b", r"\bvos\b", r"\bnous\b", r"\bnos\b", r"\bsie\b", r"\bihre?[nrms]?\b", r"\bwir\b", r"\bunsere?[nrms]?\b", r"\bdu\b", r"\bdein\w*",
    r"\bsu\b", r"\bsus\b", r"\btus?\b", r"\busted\b", r"\bnuestr[oa]s?\b", r"\bvocê\b", r"\bseus?\b", r"\bsuas?\b", r"\bnoss[oa]s?\b", r"\btu[oaei]\b", r"\bnostr[oaie]\b", r"\buw\b", r"\bjouw?\b", r"\bonze?\b", r"\bdin[a]?\b", r"\bvår[at]?\b", r"\bvi\b",
    r"\btw[oó]j\w*", r"\bnasz\w*", r"\bwas[z]?\w*", r"\bваш\w*", r"\bвы\b", r"\bвам\b", r"\bмы\b", r"\bнаш\w*", r"\bви\b", r"\bsiz\w*", r"\w+nız\b", r"\w+niz\b", r"ك\b", r"شما", r"שלך", r"您", r"你", r"我们", r"我們", r"お客様", r"あなた", r"ください", r"당신", r"귀하", r"하세요", r"십시오",
)  # fmt: skip

# Folded words of walls and of law: of a paragraph without any nothing more is asked.
GATE: Final = frozenset(
    [
        "subscribe",
        "subscriber",
        "subscribers",
        "subscribing",
        "subscription",
        "cookie",
        "cookies",
        "javascript",
        "login",
        "log",
        "sign",
        "robot",
        "human",
        "captcha",
        "unusual",
        "permission",
        "continue",
        "reading",
        "browser",
        "blocker",
        "adblock",
        "free",
        "found",
        "available",
        "already",
        "create",
        "consent",
        "privacy",
        "partners",
        "member",
        "denied",
        "ray",
        "abonnez",
        "abonne",
        "abonnes",
        "abonnement",
        "connectez",
        "navigateur",
        "anmelden",
        "einloggen",
        "weiterzulesen",
        "werbeblocker",
        "abonnieren",
        "abonnenten",
        "registriert",
        "suscribete",
        "suscriptor",
        "suscriptores",
        "suscripcion",
        "sesion",
        "leyendo",
        "assinante",
        "assinantes",
        "assine",
        "lendo",
        "ler",
        "abbonati",
        "abbonato",
        "accedi",
        "leggere",
        "abonnee",
        "abonnees",
        "inloggen",
        "lezen",
        "toestemming",
        "logga",
        "logg",
        "prenumerant",
        "prenumeranter",
        "abonnent",
        "zaloguj",
        "subskrypcje",
        "subskrybentow",
        "prenumerate",
        "forward",
        "undertakes",
        "obligation",
        "reliance",
        "securities",
        "harbor",
        "solicitation",
        "guarantee",
        "liability",
        "constitute",
        "zukunftsgerichtete",
        "haftungsausschluss",
        "gewahr",
        "anlageberatung",
        "prospectives",
        "prospectifs",
        "prospectivas",
        "previsionali",
    ]
)
# Without one of these no paragraph is looked at for a wall: plain searches, where the patterns take a millisecond a page.
WALL_HINTS: Final = (
    "subscri", "cookie", "javascript", "log in", "login", "sign in", "robot", "you are human", "you are a human", "captcha", "unusual traffic",
    "access denied", "have permission to", "to continue", "keep reading", "your browser", "ad block", "adblock", "free article", "not found",
    "available in your", "already a", "create a free", "your consent", "your privacy", "our partners", "become a member", "ray id",
    "abonn", "connectez", "navigateur", "anmelden", "einloggen", "weiterzulesen", "werbeblocker", "suscr", "iniciar sesi", "inicia sesi", "leyendo",
    "assinant", "assine", "continuar lendo", "continuar a ler", "abbonat", "accedi ", "a leggere", "inloggen", "verder te lezen", "toestemming",
    "logga in", "logg inn", "log ind", "prenumer", "zaloguj", "subskryp",
)  # fmt: skip
OTHER_WALL_HINTS: Final = (
    "подпис", "войдите", "робот", "браузер", "передплат", "увійд", "abone", "giriş yap", "çerez", "devam etmek", "tarayıcı",
    "اشترك", "سجل", "القراءة", "الارتباط", "روبوت", "متصفح", "اشتراک", "برای ادامه", "מנוי", "להמשך", "登录", "登入", "登錄", "订阅", "訂閱", "会员", "會員",
    "机器人", "機器人", "浏览器", "瀏覽器", "付费", "付費", "会員", "ログイン", "購読", "ロボット", "구독", "로그인", "회원", "로봇", "쿠키",
)  # fmt: skip

# Paragraphs of law under company news: one that has two of these is the same under all of them.
LEGAL: Final = (
    "forward-looking statement", "forward looking statement", "risks and uncertainties", "actual results", "undertakes no obligation", "no obligation to update", "speak only as of",
    "undue reliance", "safe harbor", "securities act", "private securities litigation", "offer to sell", "solicitation of an offer", "past performance", "not a guarantee of future",
    "future results", "sole responsibility", "no responsibility or liability", "for informational purposes only", "does not constitute", "investment advice", "zukunftsgerichtete aussagen",
    "haftungsausschluss", "keine gewähr", "keine anlageberatung", "stellt kein angebot", "déclarations prospectives", "énoncés prospectifs", "incertitudes", "résultats réels", "ne constitue pas une offre", "declaraciones prospectivas", "resultados reales", "riesgos e incertidumbres", "no constituye una oferta", "declarações prospectivas", "riscos e incertezas", "dichiarazioni previsionali",
    "前瞻性陈述", "前瞻性陳述", "不构成", "将来の見通し", "投資勧誘",
)  # fmt: skip
