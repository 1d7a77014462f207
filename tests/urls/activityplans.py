from activityplans.models import FollowUp, Plan
from activityplans.services import drafting
from socialgov.organisation.selectors import actor_for
from tests.factories.organisation import NOW
from tests.urls import EVERYONE, Url

OFFICE = frozenset({"communications", "communications_elsewhere"})
WRITE = OFFICE | {"manager", "administrator"}
READ = WRITE | {"system_administrator", "auditor", "registrar", "archivist"}


def build(world) -> None:
    """A draft by the unit's administrator, and the plan in force for the unit's account with a follow-up that waits."""
    drafter = actor_for(world.people["administrator"], now=NOW)
    world.plan = drafting.start(unit=world.unit, actor=drafter, now=NOW)
    world.running = drafting.start(unit=world.unit, account=world.account, actor=drafter, now=NOW)
    Plan.objects.filter(pk=world.running.pk).update(state="in_force", in_force_from=NOW.date())
    FollowUp.objects.create(plan=world.running, due_on=NOW.date())


def plan(world) -> dict:
    return {"pk": world.plan.pk}


def running(world) -> dict:
    return {"pk": world.running.pk}


URLS = {
    "activityplans:plans": Url(get=EVERYONE),
    "activityplans:start": Url(get=EVERYONE, post=EVERYONE),
    "activityplans:plan": Url(get=READ, post=READ, kwargs=plan),
    "activityplans:send": Url(post=WRITE, kwargs=plan),
    "activityplans:consult": Url(post=READ, kwargs=plan),
    "activityplans:go_on": Url(post=READ, kwargs=plan),
    "activityplans:give_back": Url(get=READ, post=READ, kwargs=plan),
    "activityplans:sign": Url(post=READ, kwargs=plan),
    "activityplans:withdraw": Url(post={"administrator", "manager"}, kwargs=plan),
    "activityplans:follow_up": Url(get=WRITE, post=WRITE, kwargs=running),
    "activityplans:paper": Url(get=READ, kwargs=plan),
}
