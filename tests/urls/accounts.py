from accounts.models import Custody
from tests.factories.accounts import AccountFactory, AssignmentFactory, PartyLinkFactory
from tests.factories.organisation import NOW
from tests.factories.policy import adopted
from tests.urls import EVERYONE, Url

OFFICE = frozenset({"communications", "communications_elsewhere"})  # one office for the whole municipality
CHANGE = OFFICE | {"manager", "administrator"}
READ = CHANGE | {"operator", "system_administrator", "auditor", "registrar", "archivist"}


def build(world) -> None:
    """An account of the unit, run by its administrator and its daily operator."""
    adopted()
    world.account = AccountFactory(unit=world.unit)
    world.assignment = AssignmentFactory(account=world.account, person=world.people["administrator"])
    AssignmentFactory(account=world.account, person=world.people["operator"], operator=True)
    keeper = world.people["communications"]
    Custody.objects.create(account=world.account, form="personal", deposited_at=NOW, deposited_by=keeper)
    world.party = PartyLinkFactory()


def account(world) -> dict:
    return {"pk": world.account.pk}


def assignment(world) -> dict:
    return {"pk": world.account.pk, "assignment": world.assignment.pk}


PUBLIC = Url(public=True)
URLS = {
    "accounts:accounts": Url(get=EVERYONE),
    "accounts:add": Url(get=EVERYONE, post=EVERYONE),
    "accounts:account": Url(get=READ, kwargs=account),
    "accounts:change": Url(get=CHANGE, post=CHANGE, kwargs=account),
    "accounts:people": Url(get=CHANGE, post=CHANGE, kwargs=account),
    "accounts:unassign": Url(post=CHANGE, kwargs=assignment),
    "accounts:start": Url(post=CHANGE, kwargs=account),
    "accounts:close": Url(get=CHANGE, post=CHANGE, kwargs=account),
    "accounts:custody": Url(get=CHANGE, post=CHANGE, kwargs=account),
    "accounts:open_login": Url(get=OFFICE, post=OFFICE, kwargs=account),
    "accounts:tried": Url(post=CHANGE, kwargs=account),
    "accounts:rules_pasted": Url(post=CHANGE | {"operator"}, kwargs=account),
    "accounts:channel_list": Url(get=EVERYONE),
    "accounts:publish": Url(post=OFFICE),
    "accounts:add_party": Url(get=OFFICE, post=OFFICE),
    "accounts:party": Url(get=OFFICE, post=OFFICE, kwargs=lambda world: {"pk": world.party.pk}),
    "accounts:house_rules": PUBLIC,
    "accounts:house_rules_version": Url(public=True, kwargs=lambda world: {"number": 1}),
    "accounts:public_list": PUBLIC,
    "accounts:public_versions": PUBLIC,
    "accounts:public_version": Url(public=True, kwargs=lambda world: {"number": 1}),
    "accounts:open_data": PUBLIC,
    "accounts:open_data_version": Url(public=True, kwargs=lambda world: {"number": 1}),
}
