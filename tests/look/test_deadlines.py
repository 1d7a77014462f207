"""What a clock says: the vocabulary's section 7, row by row and letter by letter."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import translation

from socialgov.look import deadlines
from socialgov.look.deadlines import Clock, State
from socialgov.look.times import STOCKHOLM


def at(day: int, hour: int = 10, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=STOCKHOLM)


NOW = at(20)  # Friday


def end_of(day: int) -> datetime:
    return at(day, 23, 59)


def words(phrase) -> str:
    return str(phrase).replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def _swedish():
    with translation.override("sv"):
        yield


ROWS = [
    # clock, now, words, class, icon
    (Clock(target=at(11, 14, month=5)), at(1, month=5), "Svara senast mån 11 maj kl. 14.00", "later", "clock"),
    (Clock(target=at(20, 14)), NOW, "Svara senast i dag kl. 14.00", "today", "clock"),
    (Clock(target=at(20, 14)), at(20, 13, 20), "40 min kvar · senast kl. 14.00", "soon", "clock"),
    (Clock(target=at(20, 14)), at(20, 13), "1 tim kvar · senast kl. 14.00", "soon", "clock"),
    (Clock(target=at(20, 14)), at(20, 12, 59), "Svara senast i dag kl. 14.00", "today", "clock"),
    (
        Clock(target=at(23, 14), counted_from=at(23, 8)),
        NOW,
        "Räknas från mån 23 nov kl. 8.00 · svara senast kl. 14.00",
        "today",
        "clock",
    ),
    (
        Clock(target=at(24, 9), counted_from=at(23, 8)),
        NOW,
        "Räknas från mån 23 nov kl. 8.00 · svara senast tis 24 nov kl. 9.00",
        "today",
        "clock",
    ),
    (
        Clock(target=at(19, 17), limit=end_of(23)),
        NOW,
        "Svarsmålet passerade i går kl. 17.00. Yttersta gräns: mån 23 nov",
        "passed",
        "passed",
    ),
    (Clock(target=at(19, 17)), NOW, "Svarsmålet passerade i går kl. 17.00.", "passed", "passed"),
    (Clock(target=at(19, 17), limit=end_of(20)), NOW, "Måste besvaras i dag", "limit", "limit"),
    (Clock(limit=end_of(20)), NOW, "Måste besvaras i dag", "limit", "limit"),
    (
        Clock(target=at(18, 17), limit=end_of(22), plan_by=date(2026, 11, 20)),
        at(19),
        "Yttersta gräns sön 22 nov. Sista arbetsdagen före: i morgon",
        "passed",
        "passed",
    ),
    (
        Clock(target=at(17, 17), limit=end_of(22), plan_by=date(2026, 11, 20)),
        at(18),
        "Yttersta gräns sön 22 nov. Sista arbetsdagen före: fre 20 nov",
        "passed",
        "passed",
    ),
    (
        Clock(target=at(17, 17), limit=end_of(22), plan_by=date(2026, 11, 20)),
        NOW,
        "Yttersta gräns sön 22 nov. Sista arbetsdagen före: i dag",
        "limit",
        "limit",
    ),
    (
        Clock(target=at(16, 17), limit=end_of(20)),
        at(24),
        "Yttersta gränsen passerade fre 20 nov",
        "limit",
        "limit",
    ),
    (
        Clock(state=State.ACT_NOW, seen=NOW - timedelta(minutes=6)),
        NOW,
        "Ta ställning nu · upptäckt för 6 min sedan",
        "now",
        "now",
    ),
    (Clock(state=State.ACT_NOW), NOW, "Ta ställning nu", "now", "now"),
    (Clock(state=State.DANGER), NOW, "Fara – agera nu", "alarm", "alarm"),
    (Clock(state=State.NO_CLOCK), NOW, "Inget svar behövs", "none", "none"),
    (
        Clock(state=State.ANSWERED, received=at(20, 6, 50), answered=at(20, 10), target=at(20, 17)),
        NOW,
        "Besvarad efter 3 tim 10 min – i tid",
        "done",
        "check",
    ),
    (
        Clock(state=State.ANSWERED, received=at(18), answered=at(19, 19), target=at(19, 17), limit=end_of(23)),
        NOW,
        "Besvarad 2 tim efter svarsmålet",
        "later",
        "passed",
    ),
    (
        Clock(state=State.ANSWERED, received=at(1), answered=at(11, 9), target=at(2), limit=at(10, 9)),
        NOW,
        "Besvarad 1 dag efter yttersta gränsen",
        "later",
        "limit",
    ),
]


@pytest.mark.parametrize(("clock", "now", "text", "look", "icon"), ROWS, ids=[row[2][:40] for row in ROWS])
def test_the_reply_clock_says(clock, now, text, look, icon):
    phrase = clock.phrase(now)
    assert (words(phrase), phrase.look, phrase.icon) == (text, look, icon)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        (
            deadlines.colleagues_part(name="Lina Pennfors", by=at(20, 12), before=at(20, 17), now=NOW),
            "Svara Lina senast i dag kl. 12.00, så hinner Lina före kl. 17.00",
        ),
        (
            deadlines.new_time(new=at(23, 17), was=at(20, 17), now=at(18)),
            "Ny tid: mån 23 nov kl. 17.00. Var: fre 20 nov kl. 17.00.",
        ),
        (deadlines.next_check(at(20, 15), NOW), "Nästa koll senast i dag kl. 15.00"),
        (deadlines.check_missed(at(14, 15)), "Ingen koll lördag eftermiddag"),
        (deadlines.capture(date(2027, 5, 18), NOW), "Halvårsbild senast 18 maj 2027"),
        (
            deadlines.waiting_for("Anneli Kaffegren", until=date(2026, 11, 24), now=NOW),
            "Väntar på Anneli Kaffegren till och med tis 24 nov",
        ),
        (deadlines.disposal(date(2027, 2, 20), NOW), "Får gallras tidigast 20 feb 2027, om den är inaktuell"),
        (deadlines.guidelines_revision(date(2030, 3, 25), NOW), "Riktlinjerna ska ses över senast 25 mars 2030"),
        (deadlines.removed(timedelta(minutes=4)), "Borttagen 4 min efter att vi såg den"),
        (deadlines.register(date(2026, 11, 23), NOW), "Ska registreras senast mån 23 nov"),
        (deadlines.second_look(date(2026, 11, 24), NOW), "Eftergranskas senast tis 24 nov"),
        (
            deadlines.asleep(date(2026, 6, 15), date(2026, 8, 14), "Kommunikation"),
            "Vilar 15 juni–14 augusti. Frågor går till Kommunikation",
        ),
    ],
)
def test_other_deadlines_say(phrase, text):
    assert words(phrase) == text


def test_the_same_clock_in_english():
    with translation.override("en"):
        assert words(Clock(target=at(20, 14)).phrase(NOW)) == "Reply by today 14:00"
        assert words(Clock(target=at(20, 14)).phrase(at(20, 13, 20))) == "40 min left · by 14:00"


def test_the_moment_of_the_target_itself_is_in_time():
    clock = Clock(target=at(20, 14), limit=end_of(23))
    assert clock.phrase(at(20, 14)).look == "soon"
    assert clock.phrase(at(20, 14) + timedelta(seconds=1)).look == "passed"
