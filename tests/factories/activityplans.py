"""Plans in the states that tests speak of."""

from datetime import UTC, datetime

from activityplans.models import Plan
from activityplans.services import approval, drafting
from socialgov.organisation.selectors import actor_for
from tests.factories.organisation import PersonFactory, UnitFactory

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


class Cast:
    """The people of a plan: who drafts, manages, administers, and the office."""

    def __init__(self, *, secrecy: bool = False, manager_administers: bool = False):
        self.unit = UnitFactory(has_secrecy=secrecy)
        self.drafter = PersonFactory(unit=self.unit)
        self.manager = PersonFactory(unit=self.unit, manager=True)
        self.other = self.manager if manager_administers else PersonFactory(unit=self.unit)
        self.karin = PersonFactory(communications=True)

    def answers(self, **changes) -> dict:
        """Answers to every question, as the services keep them."""
        return {
            "medium": "Facebook",
            "address": "facebook.com/kojan.exempel",
            "account_name": "Kojan Ljungsele",
            "purpose": "Nå ungdomar",
            "audience": "13–17 år",
            "goals": "150 följare 1 juni 2027",
            "administrators": [self.drafter.pk, self.other.pk],
            "operators": [self.drafter.pk],
            "monitoring": "Tisdag–lördag kl. 13–21",
            "weekly_hours": "3",
            "duties": "Vi skriver",
            "secrecy_measures": "Inga namn" if self.unit.has_secrecy else "",
            "other": "",
            "guidelines_followed": True,
        } | changes

    def draft(self, **changes) -> Plan:
        return drafting.start(unit=self.unit, actor=self.actor(self.drafter), now=NOW, answers=self.answers(**changes))

    def sent(self, **changes) -> Plan:
        return drafting.send(plan=self.draft(**changes), actor=self.actor(self.drafter), now=NOW)

    def signing(self, **changes) -> Plan:
        return approval.consult(plan=self.sent(**changes), note="Bra", actor=self.actor(self.karin), now=NOW)

    def sign(self, plan: Plan, person) -> Plan:
        return approval.sign(
            plan=plan,
            seen_digest=plan.latest_revision.digest,
            reauthenticated_at=NOW,
            actor=self.actor(person),
            now=NOW,
        )

    def in_force(self, **changes) -> Plan:
        plan = self.signing(**changes)
        for person in dict.fromkeys((self.drafter, self.other, self.manager)):
            plan = self.sign(Plan.objects.get(pk=plan.pk), person)
        return plan

    @staticmethod
    def actor(person):
        return actor_for(person, now=NOW)
