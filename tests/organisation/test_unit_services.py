import pytest

from socialgov.organisation import services
from socialgov.organisation.collectors import Holding, holdings_of_unit
from socialgov.organisation.models import Unit
from socialgov.organisation.permissions import NotPermitted
from socialgov.organisation.stale import Stale
from tests.factories.organisation import NOW, PersonFactory, UnitFactory, acting, municipality

pytestmark = pytest.mark.django_db


def create(actor, **changes) -> Unit:
    values = {"name": "Tallbackaskolan", "kind": Unit.Kind.UNIT, "parent": municipality()}
    return services.create_unit(**values | changes, actor=acting(actor), now=NOW)


def change(unit, actor, **changes) -> Unit:
    fields = ("version", "name", "kind", "parent", "email", "phone", "has_secrecy")
    values = {name: getattr(unit, name) for name in fields} | changes
    return services.change_unit(unit=unit, **values, actor=acting(actor), now=NOW)


def test_a_name_is_there_once_in_one_place(karin):
    school = create(karin)
    with pytest.raises(services.UnitExists) as caught:
        create(karin)
    assert caught.value.unit == school
    assert create(karin, parent=UnitFactory()).name == school.name


def test_a_unit_can_not_be_moved_below_itself(karin):
    department = UnitFactory(department=True)
    unit = UnitFactory(parent=UnitFactory(parent=department))
    for place in (department, unit):
        with pytest.raises(services.NotAPlace):
            change(department, karin, parent=place)
    assert change(unit, karin, parent=department).parent == department


def test_the_municipality_stays_at_the_top_and_is_the_only_one(karin):
    with pytest.raises(services.NotAPlace):
        create(karin, kind=Unit.Kind.MUNICIPALITY)
    with pytest.raises(services.NotAPlace):
        change(municipality(), karin, parent=UnitFactory())
    with pytest.raises(services.NotAPlace):
        services.close_unit(unit=municipality(), actor=acting(karin), now=NOW)
    assert change(municipality(), karin, name="Nyköping").name == "Nyköping"


def test_a_board_belongs_to_the_municipality_and_nothing_to_a_closed_unit(karin):
    with pytest.raises(services.NotAPlace):
        create(karin, kind=Unit.Kind.BOARD, parent=UnitFactory())
    with pytest.raises(services.NotAPlace):
        create(karin, parent=UnitFactory(closed=True))


def test_a_unit_is_closed_when_nothing_belongs_to_it(karin):
    unit = UnitFactory()
    below, person = UnitFactory(parent=unit), PersonFactory(unit=unit)
    with pytest.raises(services.UnitInUse, match="1"):
        services.close_unit(unit=unit, actor=acting(karin), now=NOW)
    below.delete()
    services.deactivate_person(person=person, actor=acting(karin), now=NOW)
    for _time in range(2):
        assert services.close_unit(unit=unit, actor=acting(karin), now=NOW).closed_on


def test_a_higher_room_can_keep_a_unit_from_being_closed(karin):
    def accounts(*, unit, now):
        yield Holding("två konton")

    accounts.__qualname__ = "accounts"
    holdings_of_unit.connect(accounts)
    try:
        with pytest.raises(services.UnitInUse, match="två konton"):
            services.close_unit(unit=UnitFactory(), actor=acting(karin), now=NOW)
    finally:
        holdings_of_unit.disconnect(accounts)


def test_a_stale_change_is_refused_and_a_stranger_is_too(karin):
    unit = UnitFactory()
    change(unit, karin, name="Nytt namn")
    with pytest.raises(Stale):
        change(unit, karin, name="Ännu ett")
    with pytest.raises(NotPermitted):
        change(Unit.objects.get(pk=unit.pk), PersonFactory(manager=True, unit=unit), name="Mitt")
