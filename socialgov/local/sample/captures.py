"""Half-yearly captures that were handed in, and one that should have been: what is due when is to be seen.

The blogs are taken by the system itself: the one that falls due soon is ordered here and taken when the worker runs.
"""

# ruff: noqa: E501  (prose)

from datetime import date, datetime, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import Account
from archiving import captures, schedule, seals
from archiving.models import Capture
from socialgov.journal.services import record
from socialgov.local.sample import pictures
from socialgov.local.sample.accounts import account, person
from socialgov.local.sample.clock import moved
from socialgov.look import times
from socialgov.organisation.actor import SYSTEM
from socialgov.organisation.selectors import actor_for
from socialgov.policy.citing import rule_of
from socialgov.policy.worktime import half_year_after, months_after

# account, day and hour it was handed in, by whom, and what stood on each screen
HANDED_IN = [
    ("K4", date(2026, 3, 3), 10, "Karin", [
        ["Vi söker en handläggare för bygglov. Du får kollegor som kan sitt område och en stol vid fönstret mot torget."],
        ["Feriejobben är utlysta: 60 platser i vård, park och fritid. Sök senast 31 mars."],
    ]),
    ("K9", date(2026, 3, 11), 13, "Fatima", [
        ["Semlor till eftermiddagskaffet i dag. Köket bakade 74 stycken.", "Vi söker sommarvikarier. Ring Anneli."],
        ["Dagis Kotten kom på besök och sjöng för oss i dagrummet."],
    ]),
    ("K7", date(2026, 4, 8), 15, "Pia", [
        ["Vårkonsert i Folkets hus: stråkorkestern spelar polskor från bygden."],
        ["Så låter en blåskvintett som övat i källaren hela vintern."],
    ]),
    ("K8", date(2026, 5, 27), 14, "Pia", [
        ["Nytt konto! Här kommer boktips, program och svar om öppettider.", "Bokcirkeln läser en deckare om en envis trut."],
    ]),
    ("K10", date(2026, 7, 29), 9, "Karin", [
        ["Före semestern: tre saker jag är stolt över i vår, och en som vi får göra om."],
    ]),
    ("K5", date(2026, 8, 17), 16, "Lina", [
        ["Första skoldagen! 28 nya ettor fick varsin tallkotte att ge ett namn."],
        ["Så här ser rastboden ut efter sommaren. Hopprepen är nya."],
        ["Matsalen serverar blodpudding på torsdag, och pasta till den som hellre vill."],
        ["Trafiken vid lämningen: stanna vid grinden, så kommer alla fram."],
        ["Kören söker nya röster i trean till sexan. Prova på onsdag."],
    ]),
    ("K6", date(2026, 8, 24), 15, "Samir", [
        ["Skolbloggen är igång! Här skriver vi om det som händer i klassrummen.", "Packlista till friluftsdagen: regnbyxor."],
    ]),
    ("K4", date(2026, 9, 2), 10, "Karin", [
        ["Tack för sommaren, alla feriearbetare. Parken har sällan varit så rensad."],
        ["Välkommen, Anna och Yusuf, nya på räddningstjänsten."],
    ]),
    ("K9", date(2026, 9, 10), 13, "Fatima", [
        ["Potatisen är upptagen ur vår egen odling. Nio kilo, och en jätte.", "Allsång på onsdag kl. 14. Anhöriga är välkomna."],
        ["Nya fåglar vid fågelbordet: två nötväckor."],
    ]),
    ("K7", date(2026, 10, 7), 15, "Pia", [
        ["Höstlovskurs i dragspel. Instrument finns att låna."],
        ["Elevkonsert: sju nybörjare och en gitarr som stämde."],
    ]),
    ("K1", date(2026, 10, 15), 8, "Karin", [
        ["Vattnet är avstängt på Bruksgatan i dag kl. 9–11 medan vi byter en ventil.", "Löven ligger kvar under buskarna: igelkottarna tackar."],
        ["Ny bänk vid Storänget. Provsutten av vaktmästaren."],
    ]),
    ("K3", date(2026, 10, 15), 9, "Karin", [
        ["Halt på Kvarnmyravägen. Sandbilen är på väg.", "Gatlyktan vid skolan lyser igen. Tack för att ni sa till."],
    ]),
]  # fmt: skip
LATE = ("K2", 9, "Jonas", [
    ["Vitsippor i Storänget. Stanna till om du har vägarna förbi.", "Fem saker att göra i Ljungsele i helgen."],
    ["Så ser torget ut i dag. Bänkarna kommer på fredag."],
])  # fmt: skip


def load(now: datetime) -> None:
    """Add the captures, unless there are some. What is due within two weeks is ordered, as the sweep would."""
    if Capture.objects.filter(account__is_sample=True).exists():
        return
    handed_in = [(_at(moved(day, now), hour), key, who, screens) for key, day, hour, who, screens in HANDED_IN]
    key, hour, who, screens = LATE
    last = _day_of_the_late_one(now)
    handed_in.append((_at(last, hour), key, who, screens))
    for at, key, who, screens in sorted(handed_in):
        _hand_in(account(key), who, screens, at=at)
        seals.seal(now=at + timedelta(minutes=1))
    _ask_for_help(account(LATE[0]), due=half_year_after(last))
    schedule.order_due(now=now)


def _day_of_the_late_one(now: datetime) -> date:
    """A workday half a year before the Wednesday that was last: 18 May for 18 November, the reference week's."""
    yesterday = timezone.localdate(now) - timedelta(days=1)
    wednesday = yesterday - timedelta(days=(yesterday.weekday() - 2) % 7)
    day = months_after(wednesday, -6)
    return day - timedelta(days=max(0, day.weekday() - 4))


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, 40)))


def _hand_in(row: Account, who: str, screens: list[list[str]], *, at: datetime) -> None:
    files = [
        SimpleUploadedFile(
            f"skarmbild {number}.png",
            pictures.screenshot(
                platform=row.platform, platform_name=row.platform_name, account=row.name,
                day=times.date_long(at), posts=tuple(posts),
            ),
        )
        for number, posts in enumerate(screens, 1)
    ]  # fmt: skip
    by = person(who)
    actor = actor_for(by, now=at) if by.is_sample else SYSTEM  # someone real who has the address did nothing of this
    captures.hand_in(account=row, files=files, actor=actor, now=at)


def _ask_for_help(row: Account, *, due: date) -> None:
    """The system tried two weeks ahead and met the platform's log-in."""
    at = _at(due - schedule.AHEAD, 6)
    capture = Capture.objects.create(
        account=row, kind=Capture.Kind.HALF_YEAR, state=Capture.State.NEEDS_HELP, problem=Capture.Problem.LOGIN_WALL,
        address=row.address, due_on=due, ordered_at=at,
    )  # fmt: skip
    for verb in ("capture.ordered", f"capture.{capture.state}"):
        record(actor=SYSTEM, now=at, verb=verb, about=capture, rule=rule_of("capture"))
