"""What stands on the sample site: the comments of shared/domain/sample.md that belong to connected channels, and
older ones around them. Everything is invented. Posts are in posts.py.
"""

# ruff: noqa: E501  (prose, each paragraph on its line)

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Stockholm")
SCHOOL = "skolbloggen.ljungsele.example"
CHIEF = "kommunchefen.ljungsele.example"
LIBRARY = "social.ljungsele.example"
CARE = "facebook.com"
CARE_PATH = "/bjorkdungen.exempel"


@dataclass(frozen=True, slots=True)
class Seed:
    """A comment to begin with; `name` is C10 and so on for those of the sample, whose dates may be given from outside."""

    name: str
    site: str
    post: int
    author: str
    text: str
    days_ago: int = 0
    at: str = "12.00"
    handle: str = ""
    answers: str = ""
    owner: bool = False


def before(now: datetime, days: int, clock: str) -> datetime:
    """The time `clock` (kl. 14.05 as 14.05) that many days before `now`, in Swedish time."""
    hour, minute = map(int, clock.split("."))
    day = now.astimezone(HOME).date() - timedelta(days=days)
    return datetime.combine(day, time(hour, minute), HOME)


def dates(now: datetime) -> dict[str, datetime]:
    """When the sample's comments came, so that each keeps its class at any `now` (weekends counted, holidays not).

    C10 act at once: 79 minutes ago. C14 target passed, limit left: two weekdays ago at 10.35. C17 limit today: five
    days ago at 22.03. A caller who knows the working calendar gives other dates.
    """
    day, left = now.astimezone(HOME).date(), 2
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < 5
    return {
        "C10": now - timedelta(minutes=79),
        "C14": datetime.combine(day, time(10, 35), HOME),
        "C17": before(now, 5, "22.03"),
        "C18": before(now, 5, "10.26"),
    }


COMMENTS = (
    Seed("s1", SCHOOL, 104, "Mormor till Elsa i 2A", "Vilka fina lyktor! Elsa pratade om kvällen hela vägen hem.", 17, "19.42"),
    Seed("s2", SCHOOL, 104, "Henrik Kvarnlund", "Går det att få se bilderna från fackeltåget någonstans?", 17, "20.15"),
    Seed(
        "s3", SCHOOL, 104, "Tallbackaskolan",
        "Hej Henrik! Bilderna hänger i entrén hela november. Välkommen in och titta. /Lina, lärare",
        16, "8.20", answers="s2", owner=True,
    ),
    Seed("s4", SCHOOL, 105, "Pappa i 5A", "Bra med tydlig lista. Regnbyxor i år igen alltså!", 24, "7.31"),
    Seed("s5", SCHOOL, 106, "Ljungsele hembygdsförening", "Tack för besöket, ni är välkomna tillbaka till kvarnen i vår.", 30, "16.05"),
    Seed(
        "C10", SCHOOL, 101, "Mamma i 4B",
        "Min dotter går i samma klass som Melker i 4B, han som utreds för adhd och bor i familjehem. Han slog henne igen"
        " i går. Varför får han gå kvar??",
    ),
    Seed("k1", CHIEF, 202, "Gun-Britt i Norrbyn", "Bra att du skriver så att man förstår. Mer sånt!", 19, "9.14"),
    Seed(
        "k2", CHIEF, 202, "Eva-Lena Granskugga", "Tack Gun-Britt, det värmer. Säg till när jag blir krånglig. /Eva-Lena",
        18, "8.40", answers="k1", owner=True,
    ),
    Seed(
        "C17", CHIEF, 201, "Sture",
        "Jag har läst ditt inlägg om budgeten tre gånger nu och jag blir bara mer och mer förbannad. \"Effektiviseringar\""
        " skriver du. Säg som det är: ni lägger ner. Först postkontoret, sedan apoteket, sedan badplatsen, och nu ska"
        " bussen till Kvarnmyra gå två gånger om dagen i stället för fem. Min granne är 84 och har inte körkort längre."
        " Hur hade du tänkt att hon ska ta sig till vårdcentralen? Cykla? I fjol köpte ni konsulter för 2,1 miljoner för"
        " att ta reda på att vi är \"en kommun med potential\". Det hade jag kunnat tala om gratis. Samtidigt står det"
        " två tomma lokaler på Bruksgatan som ni hyr ändå. Jag har bott här i 51 år, jag har betalat skatt i 40 av dem,"
        " jag har suttit i föräldraföreningen och burit bord till hembygdsdagen. Vi är många som orkar rätt mycket för"
        " den här kommunen. Men då får ni sluta prata till oss som om vi var barn. Du som chef har suttit i sex år. Vad"
        " har blivit bättre? En sak räcker. Jag vill ha svar på tre frågor: 1. Vem bestämde om bussen? 2. Vad kostar de"
        " tomma lokalerna? 3. När kommer ni hit till Kvarnmyra och säger det här öga mot öga? Ni borde skämmas. / Sture",
    ),
    Seed("b1", LIBRARY, 302, "Tove läser", "Den boken sträckläste jag! Finns den som ljudbok också?", 15, "21.10", "@tove_ex@bok.example"),
    Seed(
        "b2", LIBRARY, 302, "Ljungsele bibliotek", "Ja, du lånar den i appen. Sju står på kö. /Pia", 14, "10.02",
        "@biblioteket", "b1", owner=True,
    ),
    Seed(
        "C14", LIBRARY, 301, "Aino", "Hei! Saako kirjastosta apua lomakkeen täyttämiseen suomeksi? Äitini ei oikein osaa"
        " ruotsia.", handle="@aino_ex@suomi.example",
    ),
    Seed("f1", CARE, 402, "Solveig Ängsro", "Så roligt att få se sångstunden! Pappa älskade alltid den visan.", 16, "18.22"),
    Seed(
        "C18", CARE, 401, "Maria Ljungberg",
        "Mamma fick vänta över tre timmar på hjälp till toaletten i lördags. Larmet ringde hela tiden. Så här kan ni inte"
        " behandla gamla människor.",
    ),
)  # fmt: skip
