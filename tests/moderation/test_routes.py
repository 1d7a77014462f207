"""The ready-made routes under Skicka vidare: what the municipality writes in them, and what each does."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from moderation.errors import ModerationError
from moderation.models import Forwarding, Item, ReadyRoute
from moderation.page import item_page
from moderation.reasons import ROUTES
from moderation.selectors.routes import OTHER, ways, ways_in_use
from moderation.services import answers, forwarding
from moderation.services.routes import set_route
from socialgov.journal.models import Entry
from socialgov.journal.selectors import history_of
from socialgov.organisation.permissions import NotPermitted
from socialgov.organisation.stale import Stale
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import NOW, GrantFactory, PersonFactory, UnitFactory, acting

pytestmark = pytest.mark.django_db
FAULT = {
    "code": "fault", "name": "Felanmälan", "unit": None, "address": "felanmalan@ljungsele.example",
    "question": "Kan du ta den?", "citizen": "Tack, den är skickad.", "hours": 2, "in_use": True, "version": 0,
}  # fmt: skip


@pytest.fixture
def office():
    return acting(PersonFactory(name="Karin Lingonstig", communications=True))


@pytest.fixture
def item():
    return ItemFactory(text="Gatlyktan är släckt.")


def write(office, **changes):
    return set_route(**(FAULT | changes), actor=office, now=NOW)


def send(item, actor, **more):
    return forwarding.forward(item=item, route="fault", question="Kan du?", actor=actor, now=NOW, **more)


def test_the_house_has_the_twelve_of_the_vocabulary_and_one_more():
    assert len(ROUTES) == 13
    assert list(ways())[-1] == OTHER
    assert all(str(way.label) for way in ways().values())


def test_it_goes_where_the_route_leads_and_says_when_and_what(item, office):
    write(office)
    sent = send(item, office)
    assert (sent.address, sent.route_name, sent.citizen) == (
        "felanmalan@ljungsele.example", "Felanmälan", "Tack, den är skickad.",
    )  # fmt: skip
    assert sent.due_at <= item.due_at
    assert history_of(ReadyRoute.objects.get()).get().verb == "route.set"


def test_the_part_is_counted_in_working_hours_and_never_goes_past_the_items_own_time(item, office):
    item.due_at = NOW + timedelta(hours=30)
    assert forwarding.part_deadline(item, now=NOW, hours=2) <= NOW + timedelta(hours=2)
    item.due_at = NOW + timedelta(minutes=30)
    assert forwarding.part_deadline(item, now=NOW, hours=2) == item.due_at.replace(second=0, microsecond=0)


def test_the_text_to_the_one_who_wrote_stands_as_a_draft_until_someone_has_answered(item, office):
    write(office)
    send(item, office)
    assert item_page(Item.objects.get(), actor=office, now=NOW)["citizen_draft"] == "Tack, den är skickad."
    answers.reply(item=item, text="Tack!", seen_version=99, actor=office, now=NOW)
    assert item_page(Item.objects.get(), actor=office, now=NOW)["citizen_draft"] == ""


def test_one_who_is_named_goes_before_the_routes_address(item, office):
    write(office)
    assert send(item, office, address="gata@ljungsele.example").address == "gata@ljungsele.example"


def test_without_an_address_it_goes_to_the_manager_of_the_accounts_unit(office):
    unit = UnitFactory()
    manager = GrantFactory(unit=unit, role="manager").person
    item = ItemFactory(account=AccountFactory(unit=unit))
    sent = forwarding.forward(item=item, route="lex_sarah", question="Läs nu.", actor=office, now=NOW)
    assert (sent.person, sent.due_at <= NOW + timedelta(hours=1)) == (manager, True)


def test_one_that_leads_nowhere_asks_who(item, office):
    with pytest.raises(ModerationError) as refused:
        send(item, office)
    assert refused.value.field == "to"


def test_one_that_is_off_can_not_be_chosen(item, office):
    write(office, in_use=False)
    assert "fault" not in ways_in_use()
    with pytest.raises(ModerationError) as refused:
        send(item, office)
    assert refused.value.field == "route"


def test_a_unit_or_an_address_but_not_both_and_no_unit_without_a_mailbox(office):
    with pytest.raises(ModerationError):
        write(office, unit=UnitFactory(email="va@ljungsele.example"))
    with pytest.raises(ModerationError):
        write(office, unit=UnitFactory(email=""), address="")
    assert write(office, unit=UnitFactory(email="va@ljungsele.example"), address="").unit is not None


def test_only_the_office_and_the_system_administrator_write_them(office):
    with pytest.raises(NotPermitted):
        write(acting(AssignmentFactory().person))
    assert write(acting(PersonFactory(system_administrator=True))).version == 1


def test_whoever_was_slower_is_told_who_was_faster(office):
    write(office)
    with pytest.raises(Stale) as late:
        write(acting(PersonFactory(communications=True)), name="Fel")
    assert "Karin Lingonstig" in str(late.value)
    assert ReadyRoute.objects.get().name == "Felanmälan"


def test_nothing_of_the_texts_stands_in_the_journal(office):
    write(office)
    assert "felanmalan" not in str(Entry.objects.filter(verb="route.set").values())


# The pages


@pytest.fixture
def karin(client):
    person = PersonFactory(name="Karin Lingonstig", communications=True)
    client.force_login(person)
    return person


def page(response):
    return response.content.decode().replace("\xa0", " ")


def posted(**changes):
    return {key: value for key, value in (FAULT | changes).items() if key not in ("code", "unit")} | {"in_use": "on"}


def test_the_list_says_where_each_goes(client, karin):
    write(acting(karin))
    shown = page(client.get(reverse("moderation:routes")))
    assert "Felanmälan" in shown
    assert "felanmalan@ljungsele.example" in shown.replace("<wbr>", "")
    assert "Kontots chef" in shown
    assert "2 arbetstimmar" in shown


def test_one_is_changed_and_the_forwarding_page_stands_ready_with_it(client, karin):
    assert client.post(reverse("moderation:route", args=["fault"]), posted()).status_code == 302
    row = AssignmentFactory(account=AccountFactory(), person=karin).account
    now = timezone.now()
    item = ItemFactory(account=row, received_at=now, detected_at=now)
    shown = page(client.get(reverse("moderation:forward", args=[item.pk]) + "?vag=fault"))
    assert 'value="felanmalan@ljungsele.example"' in shown
    assert "Kan du ta den?" in shown
    answer = client.post(reverse("moderation:forward", args=[item.pk]), {"route": "fault", "question": "Kan du?"})
    assert answer.status_code == 302
    assert Forwarding.objects.get().address == "felanmalan@ljungsele.example"
    shown = page(client.get(reverse("moderation:item", args=[item.pk])))
    assert "Tack, den är skickad.</textarea>" in shown


def test_a_route_of_ones_own_is_made_once_also_when_the_button_is_pressed_twice(client, karin):
    data = posted(name="Gata och park", address="gata.park@ljungsele.example") | {
        "token": "5f0c1d6e-0a3b-4b86-9d3c-1f2e3d4c5b6a"
    }
    for _time in range(2):
        assert client.post(reverse("moderation:new_route"), data).status_code == 302
    assert ReadyRoute.objects.get().name == "Gata och park"
    own = ReadyRoute.objects.get().code
    assert list(ways())[-2:] == [own, OTHER]
    assert "Gata och park" in page(client.get(reverse("moderation:route", args=[own])))


def test_what_was_typed_stays_when_someone_was_faster(client, karin):
    write(acting(PersonFactory(name="Jonas Tallkvitter", communications=True)))
    answer = client.post(reverse("moderation:route", args=["fault"]), posted(name="Mitt eget namn"))
    assert answer.status_code == 422
    assert "Jonas Tallkvitter" in page(answer)
    assert 'value="Mitt eget namn"' in page(answer)
    assert client.post(reverse("moderation:route", args=["fault"]), posted(name="Eget", version=1)).status_code == 302


def test_there_is_no_such_route(client, karin):
    for code in ("nowhere", OTHER):
        assert client.get(reverse("moderation:route", args=[code])).status_code == 404
