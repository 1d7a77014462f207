"""Läget in the invented municipality: what each sees, and that every way leads somewhere."""

from datetime import date

import pytest

from socialgov.home.compliance.scope import TO_DO
from socialgov.home.compliance.standing import standing, with_fixes
from socialgov.home.compliance.week import five_things
from socialgov.local import sample
from socialgov.local.sample.accounts import person
from socialgov.policy.judging import Status
from tests.factories.organisation import NOW, acting

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("test_compliance_sample")]


@pytest.fixture(scope="module")
def ljungsele(kept):
    """The invented municipality."""
    with kept():
        sample.load(now=NOW)
        yield


def test_ljungsele_has_a_little_of_everything(ljungsele):
    found = standing(actor=acting(person("Karin")), now=NOW)
    counts = found.counts()
    assert all(counts[status] for status in Status)
    rows = {
        (finding.check.key, finding.subject.name, finding.subject.platform): finding for finding in found.findings()
    }
    assert rows["administrators", "Ljungsele kommun", "linkedin"].status is Status.NOT_MET
    assert rows["administrators", "Tallbackaskolan", "instagram"].verdict.by == date(2026, 12, 18)
    assert rows["administrators", "Visit Ljungsele", "instagram"].status is Status.UNCHECKED
    assert rows["captured", "Ljungsele kommun", "instagram"].verdict.by == date(2026, 11, 18)
    assert rows["administrators", "Kommunchefens blogg", "blog"].status is Status.MET


@pytest.mark.parametrize("name", ["Karin", "Samir", "Lina", "Maj-Britt", "Pia"])
def test_every_button_and_every_name_leads_to_a_page_that_opens(client, ljungsele, name):
    someone = person(name)
    client.force_login(someone)
    found = standing(actor=acting(someone), now=NOW)
    rows = with_fixes(found.findings(TO_DO), actor=acting(someone), now=NOW)
    assert rows
    for url in {row.fix[1] for row in rows if row.fix} | {row.subject.url for row in rows if row.subject.url}:
        assert client.get(url).status_code == 200, url
    for todo in five_things(found, actor=acting(someone), now=NOW):
        assert client.get(todo.url).status_code == 200, todo.url
