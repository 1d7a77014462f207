from datetime import timedelta

from django.utils import timezone

from archiving import blobs
from moderation.models import Alarm, Item, PoliceBasis, Reply
from moderation.services import alarms, blocks
from socialgov.organisation.selectors import actor_for
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import NOW
from tests.urls import EVERYONE, Url

OFFICE = frozenset({"communications", "communications_elsewhere"})
ANSWER = OFFICE | {"administrator", "operator", "manager"}
SETS = OFFICE | {"system_administrator"}
READ = ANSWER | {"system_administrator", "auditor", "registrar", "archivist"}


def build(world) -> None:
    """A question on the account, one with an alarm and a reply."""
    world.item = ItemFactory(account=world.account)
    world.alarmed = ItemFactory(account=world.account)
    actor = actor_for(world.people["administrator"], now=NOW)
    world.alarm = alarms.raise_alarm(item=world.alarmed, kind=Alarm.Kind.THREAT, actor=actor, now=NOW)
    over = alarms.raise_alarm(item=world.item, kind=Alarm.Kind.THREAT, actor=actor, now=NOW)
    alarms.end_alarm(alarm=over, actor=actor, now=NOW)
    world.reply = Reply.objects.create(
        item=world.item, text="Hej!", by=world.people["administrator"], written_at=NOW, state=Reply.State.BY_HAND
    )
    world.block = blocks.block(
        item=world.item, category="insult", until=timezone.localdate(NOW) + timedelta(days=30),
        actor=actor, now=NOW,
    )  # fmt: skip
    world.basis = PoliceBasis.objects.create(
        item=world.item,
        made_at=NOW,
        made_by=world.people["administrator"],
        of_version=0,
        file=blobs.store(b"%PDF-1.7", media_type="application/pdf", now=NOW),
    )
    assert Item.objects.count() >= 2


def item(world) -> dict:
    return {"pk": world.item.pk}


def blocked(world) -> dict:
    return {"pk": world.item.pk, "block_pk": world.block.pk}


def basis(world) -> dict:
    return {"pk": world.item.pk, "basis_pk": world.basis.pk}


URLS = {
    "moderation:queue": Url(get=EVERYONE),
    "moderation:current": Url(get=EVERYONE, fragment=True),
    "moderation:rows": Url(post=EVERYONE),
    "moderation:routes": Url(get=SETS),
    "moderation:new_route": Url(get=SETS, post=SETS),
    "moderation:route": Url(get=SETS, post=SETS, kwargs=lambda world: {"code": "fault"}),
    "moderation:together": Url(get=EVERYONE, post=EVERYONE),
    "moderation:check": Url(post=ANSWER, kwargs=lambda world: {"pk": world.account.pk}),
    "moderation:item": Url(get=READ, kwargs=item),
    "moderation:picture": Url(get=(), kwargs=lambda world: {"pk": world.item.pk, "number": 0}),
    "moderation:write": Url(post=ANSWER, kwargs=item),
    "moderation:reply": Url(post=ANSWER, kwargs=item),
    "moderation:undo": Url(post=ANSWER, kwargs=lambda world: {"pk": world.reply.pk}),
    "moderation:answered_elsewhere": Url(post=ANSWER, kwargs=item),
    "moderation:no_answer": Url(post=ANSWER, kwargs=item),
    "moderation:reopen": Url(post=ANSWER, kwargs=item),
    "moderation:stay": Url(post=ANSWER, kwargs=item),
    "moderation:forward": Url(get=ANSWER, post=ANSWER, kwargs=item),
    "moderation:registrar": Url(get=ANSWER, post=ANSWER, kwargs=item),
    "moderation:minor": Url(post=ANSWER, kwargs=item),
    "moderation:police": Url(post=ANSWER, kwargs=item),
    "moderation:case": Url(post=ANSWER, kwargs=item),
    "moderation:secrecy": Url(post=ANSWER, kwargs=item),
    "moderation:hide": Url(get=ANSWER, post=ANSWER, kwargs=item),
    "moderation:remove": Url(get=ANSWER, post=ANSWER, kwargs=item),
    "moderation:report_to_platform": Url(get=ANSWER, post=ANSWER, kwargs=item),
    "moderation:show": Url(post=ANSWER, kwargs=item),
    "moderation:done": Url(post=ANSWER, kwargs=item),
    "moderation:look": Url(get=ANSWER, post=ANSWER, kwargs=item),
    "moderation:alarm": Url(get=ANSWER, post=ANSWER, kwargs=item),
    "moderation:end_alarm": Url(post=ANSWER, kwargs=lambda world: {"pk": world.alarmed.pk, "alarm": world.alarm.pk}),
    "moderation:block": Url(get=ANSWER, post=ANSWER, kwargs=item),
    "moderation:block_done": Url(post=ANSWER, kwargs=blocked),
    "moderation:block_lift": Url(post=ANSWER, kwargs=blocked),
    "moderation:block_look": Url(post=ANSWER, kwargs=blocked),
    "moderation:blocked": Url(get=EVERYONE),
    "moderation:blocked_csv": Url(get=EVERYONE),
    "moderation:police_basis": Url(post=ANSWER, kwargs=item),
    "moderation:police_reported": Url(post=ANSWER, kwargs=basis),
    "moderation:police_document": Url(get=READ, kwargs=basis),
    "moderation:tie": Url(post=ANSWER, kwargs=item),
}
