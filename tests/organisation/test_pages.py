import pytest
from django.utils import timezone

from socialgov.organisation.models import Unit
from tests.factories.organisation import AbsenceFactory, PersonFactory, UnitFactory, tree

pytestmark = pytest.mark.django_db


def test_the_tree_shows_units_in_swedish_order_with_their_people(office, karin):
    department = UnitFactory(department=True, name="Kulturförvaltningen")
    for name in ("Öknaskolan", "Almskolan", "Ågården"):
        PersonFactory(unit=UnitFactory(name=name, parent=department), name=f"{name}s rektor")
    text = office.get("/personer/").text.partition('class="tree plain"')[2]
    places = [text.index(f">{name}<") for name in ("Kulturförvaltningen", "Almskolan", "Ågården", "Öknaskolan")]
    assert places == sorted(places)
    assert "Almskolans rektor" in text


def test_the_page_asks_as_many_questions_for_many_people_as_for_few(office, django_assert_max_num_queries):
    tree()
    with django_assert_max_num_queries(30) as few:
        office.get("/personer/")
    for unit in Unit.objects.all()[:10]:
        AbsenceFactory(person=PersonFactory(unit=unit, manager=True), substitute=PersonFactory(unit=unit))
    with django_assert_max_num_queries(len(few)):
        office.get("/personer/")


def test_search_finds_by_every_word_and_says_when_there_is_no_one(office):
    PersonFactory(name="Lina Pennfors", title="lärare", unit=UnitFactory(name="Tallbackaskolan"))
    assert "Lina Pennfors" in office.get("/personer/", {"q": "lärare tallbacka"}).text
    assert "Lina Pennfors" not in office.get("/personer/", {"q": "rektor tallbacka"}).text
    for junk in ("%", "\0", "x" * 5000, "' OR 1=1", "<b>"):
        assert office.get("/personer/", {"q": junk}).status_code == 200


def test_what_is_unclear_is_said_first_to_whoever_can_change_it(office, client, karin):
    PersonFactory(name="Lina Pennfors", leaves_on=timezone.localdate())
    PersonFactory(name="Ny Person")
    bare = AbsenceFactory(
        person=PersonFactory(name="Fatima Solbänk", administrator=True),
        first_day=timezone.localdate(),
        last_day=timezone.localdate(),
    )
    seen = [(line.person.name, line.absence, line.invited) for line in office.get("/personer/").context["to_see_to"]]
    assert ("Fatima Solbänk", bare, False) in seen
    assert ("Ny Person", None, True) in seen
    assert ("Lina Pennfors", None, False) in seen
    client.force_login(PersonFactory())
    assert client.get("/personer/").context["to_see_to"] == []


def test_a_colleague_sees_who_is_away_and_who_stands_in_but_no_buttons(client):
    absence = AbsenceFactory(
        person=PersonFactory(name="Karin Lingonstig"),
        substitute=PersonFactory(name="Jonas Tallkvitter"),
        first_day=timezone.localdate(),
        last_day=timezone.localdate(),
    )
    client.force_login(PersonFactory())
    text = client.get(f"/personer/{absence.person_id}/").text
    assert "Jonas Tallkvitter ersätter" in text
    assert f"/personer/{absence.person_id}/andra/" not in text


def test_absence_is_sorted_into_uncovered_own_covered_and_others(client):
    unit, today = UnitFactory(), timezone.localdate()
    boss = PersonFactory(unit=unit, manager=True)
    days = {"first_day": today, "last_day": today}
    own = AbsenceFactory(person=boss, substitute=PersonFactory(), **days)
    covered = AbsenceFactory(substitute=boss, **days)
    bare = AbsenceFactory(person=PersonFactory(unit=unit, operator=True), **days)
    others = AbsenceFactory(person=PersonFactory(unit=unit), substitute=PersonFactory(), **days)
    AbsenceFactory(**days)
    client.force_login(boss)
    lists = client.get("/franvaro/").context["lists"]
    assert (lists.uncovered, lists.mine, lists.i_cover, lists.others) == ([bare], [own], [covered], [others])


def test_those_who_left_stay_in_the_history(office):
    PersonFactory(name="Rut Avslutsson", left=True)
    assert "1 person har slutat" in office.get("/personer/").text
    assert "Rut Avslutsson" in office.get("/personer/har-slutat/").text


def test_a_persons_history_is_told_in_sentences(office, karin):
    lina = PersonFactory(name="Lina Pennfors")
    office.post(f"/personer/{lina.pk}/arbetstid/", {"hours": "ons–fre 8–12", "version": 0})
    text = office.get(f"/personer/{lina.pk}/").text
    assert "ons–fre 8–12" in text
    assert "Arbetstid angiven av Karin Lingonstig" in text
