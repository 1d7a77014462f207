"""Ljungsele's comments for the browser: one alarm, a few to act on, some due, some passed, one with a colleague."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from accounts.models import Account
from moderation.models import Item
from moderation.services import answers, forwarding
from socialgov.organisation.models import Person
from socialgov.organisation.selectors import actor_for
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.moderation import ConnectionFactory, ItemFactory
from tests.factories.organisation import PersonFactory, UnitFactory
from tests.factories.policy import adopted

# Name, account, minutes since it was written, minutes until its target, what else, and the words (domain/sample.md).
COMMENTS = (
    ("fara", "tallbacka", 8, None, {"danger": True},
     "orkar inte mer. ingen på skolan fattar. känns som det vore bättre om jag inte fanns"),
    ("bluff", "page", 22, None, {"urgency": "now", "suggestion": "fraud", "suggested_because": "Legitimera dig"},
     "Ljungsele Kommun Kundservice: Grattis! Du har fått elstöd 4 300 kr. Legitimera dig här för utbetalning 👉 "
     "elstod-utbetalning.example"),
    ("forolampning", "page", 180, None, {"urgency": "now", "suggestion": "insult", "suggested_because": "idiot"},
     "Enhetschefen på Björkdungen är en inkompetent jävla idiot som borde spärras in på sitt eget boende. Ja Anneli, "
     "jag menar dig."),
    ("reklam", "video", 300, None, {"urgency": "now", "suggestion": "commercial", "suggested_because": "LÅN UTAN UC"},
     "🔥🔥 LÅN UTAN UC PÅ 5 MIN!! Pengarna på kontot i dag 👉 lan-nu-direkt.example"),
    ("bygglov", "page", 2880, -960, {"case_number": "SBN 2026-00214", "post_url": "https://www.facebook.com/x/posts/1",
     "post_title": "Fyra steg till ett bygglov. Så går det till, och så lång tid brukar det ta."},
     "Har väntat 14 veckor på bygglov för Kvarnmyra 1:23. SBN 2026-00214. Vad håller ni på med egentligen?"),
    ("lykta", "x", 1080, 40, {"suggestion": "fault_report"},
     "@ljungsele_ex gatlyktan vid Skolgatan 14 har varit släckt i två veckor. Blir becksvart för barnen. Händer det "
     "nåt?"),
    ("vatten", "x", 180, 95, {"suggestion": "fault_report"},
     "@ljungsele_ex är vattnet i Norrbyn ok att dricka? luktar starkt av klor i dag, har en bebis"),
    ("tider", "page", 1560, 120, {},
     "Hej! Vilka tider gäller på återvinningscentralen i jul? Hittar inget på hemsidan 😅"),
    ("handling", "page", 1200, 120, {"kind": "message", "suggestion": "records_request"},
     "Hej! Jag vill ta del av avtalet med firman som byggde om Torget och alla fakturor. Kan ni mejla det?"),
    ("blogg", "blog", 1200, 180, {"external_id": "31"},
     "När är det öppet hus i höst? Vi flyttar hit i augusti och undrar också om fritids."),
    ("simhall", "insta", 60, 4300, {"kind": "message"}, "hej har simhallen öppet på lördag?"),
    ("sand", "page", 60, 4320, {"suggestion": "damage", "suggested_because": "för jävligt"},
     "Det är för jävligt att ni inte sandat trottoaren på Bruksgatan. Mamma ramlade i går och bröt handleden. Vem "
     "betalar det?"),
    ("kenya", "page", 38, 4330, {},
     "Hi! We moved here from Kenya last week. How do we apply for preschool for our daughter (3)?"),
    ("tack", "page", 180, None, {"suggestion": "thanks"},
     "Stort tack till er som plogade Kvarnmyravägen redan före halv sex i morse. Vi som börjar tidigt märker det! ❤️"),
)  # fmt: skip


@dataclass
class Scene:
    """Karin and Jonas of the office, Lina at the school, and their comments by short names."""

    karin: Person
    jonas: Person
    lina: Person
    items: dict[str, Item] = field(default_factory=dict)


def scene() -> Scene:
    """Everything runs from the present moment, since the pages read the clock."""
    guidelines = adopted()
    office = UnitFactory(name="Kommunikation", email="kommunikation@ljungsele.example")
    school = UnitFactory(name="Tallbackaskolan")
    permits = UnitFactory(name="Bygglov", email="bygglov@ljungsele.example")
    made = Scene(
        PersonFactory(name="Karin Lingonstig", unit=office, communications=True),
        PersonFactory(name="Jonas Tallkvitter", unit=office, communications=True),
        PersonFactory(name="Lina Pennfors", unit=school),
    )
    PersonFactory(name="Samir Kritstrand", unit=school, manager=True)
    accounts: dict[str, Account] = {
        "page": AccountFactory(name="Ljungsele kommun", platform="facebook", unit=office),
        "x": AccountFactory(name="Ljungsele kommun", platform="x", unit=office),
        "insta": AccountFactory(name="Ljungsele kommun", platform="instagram", unit=office),
        "video": AccountFactory(name="Ljungsele kulturskola", platform="youtube", unit=office),
        "blog": ConnectionFactory(account__name="Skolbloggen", account__unit=school, password="hemligt").account,
        "tallbacka": AccountFactory(name="Tallbackaskolan", platform="instagram", unit=school),
    }
    for account in accounts.values():
        AssignmentFactory(account=account, person=made.karin)
        AssignmentFactory(account=account, person=made.jonas)
    AssignmentFactory(account=accounts["tallbacka"], person=made.lina)
    now = timezone.now()
    for name, account, ago, left, more, text in COMMENTS:
        written = now - timedelta(minutes=ago)
        times: dict = {"received_at": written, "detected_at": written + timedelta(minutes=2)}
        if left is not None:
            target = now + timedelta(minutes=left)
            limit = target + timedelta(days=4)
            times |= {"target_at": target, "due_at": target, "limit_at": limit, "plan_by": limit}
            times |= {"warn_at": target, "guidelines": guidelines, "target_rule": "ATV-40", "target_lines": "245"}
        made.items[name] = ItemFactory(
            account=accounts[account], text=text, text__seen_at=written, clocked=False, **times | more
        )
    jonas = actor_for(made.jonas, now=now)
    forwarding.forward(
        item=made.items["bygglov"],
        route="building",
        unit=permits,
        question="Kan ni höra av er till honom i dag?",
        actor=jonas,
        now=now - timedelta(hours=10),
    )
    answers.claim(item=made.items["vatten"], actor=jonas, now=now)
    for item in made.items.values():
        item.refresh_from_db()
    return made
