"""What the style page shows: every part in every state, with invented people from Ljungsele. Swedish, as on the pages.

Nothing here is read from the database, and the moment is fixed: Friday 20 November 2026 kl. 10.00.
"""

from datetime import date, datetime, time, timedelta

from django import forms

from socialgov.look import charts, deadlines
from socialgov.look.deadlines import Clock, State
from socialgov.look.forms import HouseForm
from socialgov.look.times import STOCKHOLM

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=STOCKHOLM)

COLOURS = [
    ("paper", "Papper"),
    ("surface", "Yta"),
    ("sunk", "Försänkt"),
    ("ink", "Bläck"),
    ("muted", "Dämpad"),
    ("line", "Linje"),
    ("control", "Kontroll"),
    ("spruce", "Gran"),
    ("spruce-tint", "Gran, ton"),
    ("fjord", "Fjord"),
    ("fjord-tint", "Fjord, ton"),
    ("amber", "Bärnsten"),
    ("amber-tint", "Bärnsten, ton"),
    ("brick", "Tegel"),
    ("brick-tint", "Tegel, ton"),
    ("moss", "Mossa"),
    ("moss-tint", "Mossa, ton"),
    ("alarm", "Larm"),
]


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=STOCKHOLM)


def clocks() -> list[tuple[object, str]]:
    """Every row of vocabulary.md, section 7."""
    end = time(23, 59, 59)
    passed = Clock(target=at(19, 17), limit=datetime.combine(date(2026, 11, 23), end, STOCKHOLM))
    return [
        (Clock(target=at(27, 14)), "mål, dagar kvar"),
        (Clock(target=at(20, 14)), "mål i dag"),
        (Clock(target=at(20, 10, 40)), "sista timmen"),
        (Clock(target=at(23, 14), counted_from=at(23, 8)), "räknas senare"),
        (passed, "mål passerat, gräns kvar"),
        (Clock(target=at(19, 17), limit=datetime.combine(NOW.date(), end, STOCKHOLM)), "gräns i dag"),
        (
            Clock(
                target=at(19, 17),
                limit=datetime.combine(date(2026, 11, 22), end, STOCKHOLM),
                plan_by=date(2026, 11, 20),
            ),
            "gräns på ledig dag",
        ),
        (Clock(target=at(18, 17), limit=at(19, 23, 59)), "gräns passerad"),
        (Clock(state=State.ACT_NOW, seen=NOW - timedelta(minutes=6)), "agera"),
        (Clock(state=State.DANGER), "larm, enda fyllda färgen"),
        (Clock(state=State.NO_CLOCK), "ingen klocka"),
        (
            Clock(state=State.ANSWERED, received=at(20, 6, 50), answered=at(20, 10), target=at(20, 17)),
            "besvarad i tid",
        ),
        (
            Clock(state=State.ANSWERED, received=at(18, 8), answered=at(19, 19), target=at(19, 17)),
            "besvarad efter målet",
        ),
        (
            Clock(state=State.ANSWERED, received=at(10, 8), answered=at(17, 9), target=at(11, 17), limit=at(16, 9)),
            "besvarad efter gränsen",
        ),
        (deadlines.colleagues_part(name="Lina Pennfors", by=at(20, 12), before=at(20, 17), now=NOW), "kollegans del"),
        (deadlines.new_time(new=at(23, 17), was=at(20, 17), now=NOW), "kalendern ändrad"),
        (deadlines.next_check(at(20, 15), NOW), "koll"),
        (deadlines.check_missed(at(14, 15)), "missad koll"),
        (deadlines.capture(date(2027, 5, 18), NOW), "halvårsbild"),
        (deadlines.waiting_for("Anneli Kaffegren", until=date(2026, 11, 24), now=NOW), "steg i en plan"),
        (deadlines.disposal(date(2027, 2, 20), NOW), "gallring"),
        (deadlines.guidelines_revision(date(2030, 3, 25), NOW), "riktlinjer"),
        (deadlines.removed(timedelta(minutes=4)), "borttagen"),
        (deadlines.register(date(2026, 11, 23), NOW), "registrator"),
        (deadlines.second_look(date(2026, 11, 24), NOW), "eftergranskning"),
        (deadlines.asleep(date(2026, 6, 15), date(2026, 8, 14), "Kommunikation"), "kontot vilar"),
        (deadlines.due(date(2026, 12, 18), NOW), "annat med en sista dag"),
    ]


STATUSES = [
    (
        "Kommentarer",
        [
            ("Ny", ""),
            ("Karin skriver svar", ""),
            ("Väntar på svar från Gata och park", ""),
            ("Besvarad", "done"),
            ("Besvarad i Facebook", "done"),
            ("Dold", ""),
            ("Tas bort …", ""),
            ("Borttagen", ""),
            ("Gick inte att ta bort – försök igen eller anmäl till Facebook", "stop"),
            ("Eftergranskas senast tis 24 nov", "wait"),
            ("Hos registrator", ""),
            ("Diarieförd KS 2026-00231", "done"),
        ],
    ),
    (
        "Planer",
        [
            ("Utkast", ""),
            ("I samråd", ""),
            ("Återlämnad", "wait"),
            ("Väntar på underskrift", ""),
            ("Gäller", "done"),
            ("Uppföljning väntar", "wait"),
            ("Vilande", "rest"),
            ("Avslutad", "rest"),
            ("Plan saknas", "wait"),
        ],
    ),
    (
        "Konton",
        [
            ("Planerat", ""),
            ("Aktivt", "done"),
            ("Vilar till 15 aug", "rest"),
            ("Tyst sedan aug 2023", "rest"),
            ("Avvecklas", ""),
            ("Ägare okänd", "wait"),
        ],
    ),
    (
        "Läget",
        [
            ("Stämmer", "done"),
            ("Snart dags", ""),
            ("Behöver åtgärdas", "wait"),
            ("Inte kontrollerat än", "rest"),
            ("Gäller inte här", "rest"),
        ],
    ),
]

STEPS = [
    {"title": "Utkast", "note": "Fatima Solbänk, 9 nov", "state": "done"},
    {"title": "Samråd", "note": "Karin Lingonstig, 12 nov", "state": "done"},
    {"title": "Underskrifter", "note": "Väntar på Anneli Kaffegren till och med tis 24 nov", "state": "now"},
    {"title": "Gäller", "note": "", "state": ""},
    {"title": "Uppföljning", "note": "31 maj 2027", "state": ""},
]
STEPS_BACK = [
    {"title": "Utkast", "note": "Väntar på dig sedan 18 nov", "state": "back"},
    {"title": "Samråd", "note": "Kommunikation", "state": ""},
    {"title": "Underskrifter", "note": "Pia Bokalund, du och en till", "state": ""},
    {"title": "Gäller", "note": "Kontot får startas", "state": ""},
    {"title": "Uppföljning", "note": "Efter ett halvår", "state": ""},
]


class SampleForm(HouseForm):
    name = forms.CharField(label="Kontots namn", max_length=80)
    goals = forms.CharField(
        label="Vilka är målen för satsningen?",
        help_text="Ange även mätbara mål, till exempel 200 följare på ett halvår",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Skriv en siffra och ett datum."},
    )
    second = forms.ChoiceField(
        label="Administratör 2",
        choices=[("", "Välj person"), ("9", "Pia Bokalund")],
        error_messages={"required": "Välj en person till."},
    )
    category = forms.ChoiceField(
        label="Varför ska kommentaren bort?",
        help_text="<b>Kritik får stå kvar.</b> Var och en har rätt att uttrycka både positiva "
        "och negativa synpunkter om kommunen.",
        choices=[("threat", "Hot"), ("commercial", "Kommersiellt budskap eller reklam")],
        widget=forms.RadioSelect,
        initial="threat",
    )
    followed = forms.BooleanField(
        label="Riktlinjer för sociala medier har följts", error_messages={"required": "Kryssa i när du har läst dem."}
    )
    email = forms.EmailField(
        label="E-post", required=False, disabled=True, initial="dennis.biljardqvist@ljungsele.example"
    )


def style_sample() -> dict:
    refused = SampleForm({"name": "Kojan Ljungsele", "goals": "", "second": "", "category": "threat"}, auto_id="bad_%s")
    refused.is_valid()
    return {
        "now": NOW,
        "colours": COLOURS,
        "clocks": clocks(),
        "passed": clocks()[4][0],
        "next_check": deadlines.next_check(at(20, 15), NOW),
        "statuses": STATUSES,
        "steps_on": STEPS,
        "steps_back": STEPS_BACK,
        "events": [
            {
                "at": at(20, 9, 54),
                "text": "Larm: Fara för liv. Samir Kritstrand, skolkuratorn och Karin Lingonstig fick larm",
                "kind": "alarm",
            },
            {"at": at(19, 17), "text": "Svarsmålet passerade", "kind": "passed"},
            {"at": at(19, 9, 12), "text": "Underskriven av Pia Bokalund", "kind": "done"},
            {"at": at(18, 15, 27), "text": "Skriven på Facebook. Kopian är sparad", "kind": ""},
        ],
        "evidence_lines": ["Text och bild från Facebook, tor 19 nov kl. 20.31"],
        "evidence_links": [{"url": "#", "text": "Visa bilden"}, {"url": "#", "text": "Hämta som pdf"}],
        "form": SampleForm(initial={"name": "Kojan Ljungsele", "goals": "150 följare 1 juni 2027", "second": "9"}),
        "refused": refused,
        "accounts": [
            ("Ljungsele kommun", "facebook", "Kommunikation", "Aktivt", "done", 2, 1240),
            ("Björkdungens äldreboende", "facebook", "Vård och omsorg", "Aktivt", "done", 2, 3),
            ("Visit Ljungsele", "instagram", "Vakant", "Ägare okänd", "wait", 0, 0),
        ],
        "bars": charts.Bars([("Reklam", 27), ("Kränkande personuppgift", 6), ("Hot", 4), ("Övrigt", 4), ("Åsikt", 0)]),
        "weeks": charts.Columns(
            [
                ("v. 39", 6, 6),
                ("40", 4, 4),
                ("41", 9, 8),
                ("42", 5, 5),
                ("43", 7, 7),
                ("44", 3, 3),
                ("45", 8, 7),
                ("46", 6, 6),
            ]
        ),
        "bar_columns": ["Kategori", "Borttagna"],
        "week_columns": ["Vecka", "Kommentarer", "I tid"],
        "platforms": [
            "facebook",
            "instagram",
            "x",
            "linkedin",
            "youtube",
            "tiktok",
            "mastodon",
            "bluesky",
            "threads",
            "snapchat",
            "blog",
            "podcast",
            "website",
        ],
    }
