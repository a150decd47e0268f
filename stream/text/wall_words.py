"""What stands on a page in an article's place, as data: the words of walls (subscription, consent, robots) and of the law.

All is case-folded NFKC. A further language is a line in each; a phrase is a regular expression.
"""

# ruff: noqa: RUF001 - the words of many scripts
from __future__ import annotations

from typing import Final

# Phrases that speak to a reader before a closed door: a sentence that has one is a wall's.
WALL_PHRASES: Final = (
    # English
    r"(?:limit|number) of (?:your )?(?:free|complimentary)", r"free (?:articles?|stories) (?:left|remaining|this|per|a month)",
    r"(?:last|remaining) free article", r"to (?:continue|keep|finish) reading", r"to read (?:the (?:full|rest)|this (?:story|article)|more)",
    r"already (?:a |have a |an? )?(?:subscri|member|registered|account)", r"(?:log|sign) ?in (?:here|now|to|or|with|below)",
    r"^\W*(?:log|sign) ?(?:in|up)\b", r"subscribe (?:now|today|here|to (?:read|continue|unlock|get|our)|for)", r"become a (?:member|subscriber)",
    r"cancel (?:at )?any ?time", r"unlimited (?:digital )?access", r"your (?:free )?(?:subscription|trial|membership)",
    r"(?:only|exclusive\w*|reserved|available) (?:for|to) (?:our )?(?:subscribers|members)", r"subscribers?[ -]only|subscriber.exclusive",
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
    r"abonnez-vous", r"pour (?:lire|continuer|accéder)\b.{0,40}(?:suite|article|lecture|abonn|compte)", r"il vous reste \d+", r"abonnement (?:nécessaire|requis)", r"résiliable à tout moment", r"espace abonné", r"sans engagement",
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
    # Further languages: who may read, who reads already, how to go on, and how it ends
    r"(?:jen |pouze |jenom )?(?:pro )?předplatitel(?:ům|e|é)", r"předplaťte si", r"(?:máte|už máte) (?:již )?předplatné", r"přihlaste se", r"předplatné můžete", r"pokračujte ve čtení",
    r"(?:len|iba) pre predplatiteľov", r"predplaťte si", r"prihláste sa", r"predplatné môžete",
    r"(?:vain|ainoastaan) tilaajille", r"tilaa (?:nyt|heti|lehti)", r"(?:oletko|olet) jo tilaaja", r"kirjaudu sisään", r"jatkaaksesi lukemista", r"peruuttaa tilauksen",
    r"μόνο (?:σε|για) συνδρομητές", r"γίνετε συνδρομητ", r"είστε ήδη συνδρομητ", r"συνδεθείτε", r"ακυρώστε", r"συνέχεια της ανάγνωσης",
    r"csak előfizető", r"fizessen elő", r"már előfizető", r"jelentkezzen be", r"az előfizetés bármikor", r"bármikor lemondható",
    r"(?:khusus|hanya) (?:untuk|bagi) pelanggan", r"(?:mulai )?berlangganan (?:sekarang|mulai|untuk)", r"sudah berlangganan", r"masuk (?:dengan|ke) akun", r"melanjutkan membaca", r"berhenti kapan saja",
    r"הצטרפו (?:עכשיו|כעת)", r"כבר מנויים\?", r"התחברו", r"לבטל את המינוי",
    r"(?:doar|numai) (?:pentru )?abonați", r"abonea(?:ză-te|ți-vă)", r"ești deja abonat", r"(?:autentifică-te|autentificați-vă|conectează-te)", r"a continua lectura", r"renunța oricând",
    r"samo (?:za )?pretplatni[ck]", r"pretplatite se", r"već ste pretplatnik", r"prijavite se", r"pretplatu možete", r"самo претплатни|само (?:за )?претплатни[цк]", r"претплатите се", r"већ сте претплатник", r"пријавите се",
    r"chỉ dành cho (?:hội viên|thành viên|bạn đọc đăng ký|người đăng ký)", r"đăng ký ngay", r"đã là (?:hội viên|thành viên)", r"đăng nhập (?:để|ngay)", r"hủy bất cứ lúc nào",
    r"केवल सदस्यों", r"सदस्यता (?:लें|रद्द)", r"क्या आप पहले से सदस्य", r"लॉग ?इन करें", r"पढ़ना जारी",
    r"nur mit abo", r"endast för (?:prenumeranter|medlemmar)", r"bli prenumerant", r"redan prenumerant", r"avsluta när du vill", r"bliv abonnent", r"(?:opsige|opsig) (?:dit )?abonnement", r"bli abonnent", r"avslutt når",
    r"(?:word|wordt) (?:nu )?abonnee", r"al abonnee", r"(?:alleen|exclusief) (?:toegankelijk )?voor abonnees", r"(?:dagelijks|altijd) opzegbaar",
    r"残り\d+文字", r"(?:すでに|既に)会員",  r"いつでも解約", r"お客様(?:センター|サポート)", r"会員登録(?:すると|して|は|で)", r"無制限に(?:お読み|閲覧)",
    r"access this (?:website|page|site|content) from", r"(?:cannot|can.t|unable to) grant (?:you )?access", r"(?:recogni[sz]e|detect(?:ed)?) (?:that )?you are (?:attempting|trying|visiting|accessing|in)", r"country belonging to the european economic area",
    r"store (?:and|or) access (?:personal )?(?:data|information)", r"unique identifiers", r"i accept\b", r"tracking technologies", r"change your choices", r"for any issues,? (?:call|contact|e-?mail)", r"privacy link",
    # Checks of the connection, pages that are gone, requests for gifts, and the service that answers a reader's questions
    r"(?:error|http) [45]\d\d\b", r"(?:please )?try again (?:later|in a)", r"temporarily (?:unable|unavailable)", r"contact (?:the|your) (?:site |system |web ?site )?administrator",
    r"security of your connection", r"verifying (?:that )?you\b", r"performance (?:and|&) security by", r"connection is secure", r"(?:may|can|should) take a (?:few|couple of) seconds",
    r"page (?:that )?you (?:were|are|have|tried|want)", r"(?:could not|can ?not|couldn.t) be found\.? (?:it )?(?:may|might|has)|(?:may|might) have been (?:moved|deleted|removed)", r"(?:go |return )?back to (?:the|our) home ?page",
    r"error on our (?:part|side|end)", r"address of the page", r"(?:web)?site (?:requires|needs|uses) java ?script", r"(?:scripts?|java ?script) (?:is |are )?(?:turned off|disabled)", r"latest version of (?:chrome|firefox|edge|safari|your)",
    r"(?:view|use|see) this (?:page|site|website) (?:properly|correctly)", r"thank you for (?:reading|your support)", r"(?:funded|made possible|powered) by (?:our )?(?:readers|donations|supporters)", r"\b(?:please )?donate (?:now|today|here)|(?:tax-deductible|one-time|monthly) (?:gift|donation)|make a (?:gift|donation)",
    r"\bif everyone who reads\b", r"we need your (?:help|support)", r"support independent", r"remind me (?:later|again)", r"customer (?:service|support|care)",
    r"weiterlesen mit werbung", r"mit werbung und tracking", r"(?:pur|contentpass|freechoice)-?abo", r"ohne (?:werbe-?)?tracking", r"(?:einwilligung|zustimmung) .{0,40}widerruf|privacy-(?:link|center|manager)", r"kundenservice", r"seite (?:wurde )?nicht gefunden",
    r"page (?:est )?introuvable|page demandée", r"service client", r"faites un don|soutenez (?:notre|le journalisme)", r"página no (?:encontrada|existe)", r"atención al cliente", r"central de atendimento", r"página não encontrada",
    r"подписку можно", r"служб\w+ поддержки", r"личный кабинет", r"без ограничений", r"страница не найдена", r"підписку можна", r"служб\w+ підтримки", r"облікового запису", r"без обмежень", r"доступний лише", r"за підпискою",
    r"首月仅需|首月僅需", r"畅读|暢讀", r"随时(?:可以)?取消|隨時(?:可以)?取消", r"客(?:户服务|戶服務|服中心|服電話)", r"付费内容|付費內容", r"(?:阅读|閱讀)全文", r"已经是会员|已經是會員", r"页面不存在|頁面不存在",
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
    "registr", "zarejestr", "зарегистр", "парол", "kostenlos", "angebot", "üye\\b", "hesab", "oturum", "gizlilik", "账号", "免费", "무료", "계정", "무제한", "アカウント", "読み放題", "مجاني",
    "订阅", "訂閱", "会员", "會員", "隐私", "隱私", "浏览器", "账号", "購読", "会員", "同意", "구독", "회원", "동의", "개인정보",
)  # fmt: skip

# What a wall offers without a word to its reader: access, its extent and its price.
OFFERS: Final = (
    r"\b(?:full|unlimited|digital|instant|complete) access|access to (?:all|every|the)|\b(?:e-?paper|digital edition|archives?|app|day pass|monthly pass|annual pass|pass(?:es)?)\b|\b(?:monthly|annual|weekly|yearly|digital|print) (?:plan|subscription|pass)|cancell?ation|first month|payment by|customer service",
    r"\d[\d.,]*\s?(?:\w+|[€$£¥]) (?:a|per|each|im|pro|par|al|por|per|om|i|za|ayda|в|na|w)\b ?(?:le |la |il |de )?(?:month|week|year|monat|woche|mois|an\b|mes|semana|mese|maand|vecka|månad|miesi|mês|месяц|год)",
    r"zugang|e-?paper|kündbar|digitalabo|accès|illimité|numérique|offre d.abonnement|identification|acceso|ilimitado|digital\b|accesso|illimitato|toegang|onbeperkt|tillgång|bindningstid|e-tidning|läs vidare|dostęp|nieogranicz|wydani\w+ cyfrow|acesso|ilimitad|erişim|sınırsız|abone|доступ|неогранич|безлимит",
)  # fmt: skip

# What stands in the bars around a page.
BARS: Final = frozenset(
    ["menu", "search", "home", "news", "sport", "sports", "business", "opinion", "culture", "puzzles", "weather", "contact", "contact us",
     "about", "about us", "careers", "terms", "terms of service", "terms of use", "privacy", "privacy policy", "cookie policy", "advertisement",
     "skip to main content", "skip to content", "log in", "sign in", "sign up", "subscribe", "newsletter", "newsletters", "help", "help center",
     "help centre", "faq", "loading", "share", "follow us", "accessibility", "sitemap", "imprint", "impressum", "datenschutz", "politics", "world",
     "life", "lifestyle", "entertainment", "tech", "technology", "science", "health", "travel", "video", "videos", "photos", "podcasts", "e-paper"]
)  # fmt: skip

# Who reports something: a wall does not.
REPORTS: Final = (
    r"\b(?:said|told|announced|reported|sagte|teilte|erklärte|selon|déclaré|annoncé|dijo|informó|anunció|disse|informou|ha detto|annunciato|zei|meldde|sade|uppgav|powiedział\w*|poinformował\w*|сообщи\w+|заяви\w+|dedi|söyledi|açıkladı)\b|قال|أعلن|表示|宣布|述べ|発表",
)  # fmt: skip

# How a page speaks to its reader.
READER: Final = (
    r"\byou(?:r|rs)?\b", r"\bwe\b", r"\bour\b", r"\bplease\b", r"\bvous\b", r"\bvotre\b", r"\bvos\b", r"\bnous\b", r"\bnos\b", r"\bsie\b", r"\bihre?[nrms]?\b", r"\bwir\b", r"\bunsere?[nrms]?\b", r"\bdu\b", r"\bdein\w*",
    r"\b(?:tienes|puedes|quieres|eres|entra|entre|reg[ií]strate|consulta|apoya|llama|clique|cadastre-se|entrar|fale)\b", r"\b(?:hai|devi|puoi|sei|clicca|scrivici|registrati|entra)\b", r"\b(?:je|jij|hebt|heb|kunt)\b",
    r"(?:세요|시면|십시오|시나요|신가요|셨습니다)", r"(?:ですか|ません)", r"\b(?:masz|załóż|wykorzystałeś|potrzebujesz|napisz|zgadzasz)\b", r"(?:misiniz|mısınız|mı\?|mi\?|olun\b|yazın\b|açın\b|olursunuz)", r"\b(?:abonnez|identifiez|offrez|soutenez|consultez|profitez|essayez)\b",
    r"(?:йтесь|ите\b|йте\b|тесь\b|етесь\b)", r"请|請",
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
        "berlangganan",
        "pelanggan",
        "pretplatnicima",
        "pretplatite",
        "tilaajille",
        "identifiers",
        "region",
        "recognise",
        "recognize",
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
        "account",
        "accounts",
        "register",
        "registration",
        "password",
        "konto",
        "compte",
        "cuenta",
        "registrati",
        "registrato",
        "conta",
        "klantenservice",
        "opzeggen",
        "temporarily",
        "donate",
        "donation",
        "deleted",
        "moved",
        "werbung",
        "tracking",
        "prenumeratorow",
        "menu",
        "advertisement",
        "unlock",
    ]
)
# Without one of these no paragraph is looked at for a wall: plain searches, where the patterns take a millisecond a page.
WALL_HINTS: Final = (
    "subscri", "cookie", "javascript", "log in", "login", "sign in", "robot", "you are human", "you are a human", "captcha", "unusual traffic",
    "access denied", "have permission to", "to continue", "keep reading", "your browser", "ad block", "adblock", "free article", "not found",
    "available in your", "already a", "create a free", "your consent", "your privacy", "our partners", "become a member", "ray id",
    "abonn", "connectez", "navigateur", "anmelden", "einloggen", "weiterzulesen", "werbeblocker", "suscr", "iniciar sesi", "inicia sesi", "leyendo",
    "assinant", "assine", "continuar lendo", "continuar a ler", "abbonat", "accedi ", "a leggere", "inloggen", "verder te lezen", "toestemming",
    "logga in", "logg inn", "log ind", "prenumer", "zaloguj", "subskryp", "berlangganan", "pelanggan", "grant you access", "economic area", "store and access",
    "account", "register", "registr", "password", "konto", "compte", "cuenta", "conta,", "service unavailable", "temporarily un", "could not be found", "page you", "donat", "connection is secure", "werbung", "store or access", "tracking technologies", "not available in your", "pretplat", "tilaa nyt",
)  # fmt: skip
OTHER_WALL_HINTS: Final = (
    "подпис", "войдите", "робот", "браузер", "передплат", "увійд", "abone", "giriş yap", "çerez", "devam etmek", "tarayıcı",
    "předplat", "přihlaste", "predplat", "prihláste", "tilaajille", "kirjaudu", "συνδρομητ", "συνδεθείτε", "előfizet", "jelentkezzen", "abonaț", "abonează", "pretplat", "претплат",
    "hesab", "üye", "계정", "무료", "アカウント", "账号", "帳號", "免费", "免費", "حساب", "зарегистр", "парол", "зареєстр", "bezpłatn", "konto", "cuenta", "compte", "kostenlos", "gratuit",
    "gratuita", "registr",
    "hội viên", "đăng nhập", "đăng ký ngay", "सदस्य", "लॉग", "解約", "abonnenter", "למנוי",
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
