from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from socialgov.organisation import signing
from socialgov.organisation.actor import SYSTEM
from socialgov.organisation.models import Signature
from socialgov.organisation.permissions import NotPermitted
from tests.factories.organisation import NOW, PersonFactory, acting

pytestmark = pytest.mark.django_db
ABOUT = ("activityplans.plan", 7)


def sign(person, *, content=b"plan", at=NOW, actor=None, **changes):
    return signing.sign(
        **{
            "actor": actor or acting(person),
            "about": ABOUT,
            "content": content,
            "capacities": ["manager"],
            "statement": "Jag godkänner denna aktivitetsplan",
            "reauthenticated_at": at,
            "now": NOW,
        }
        | changes
    )


def test_a_signature_keeps_who_the_signer_was():
    anneli = PersonFactory(name="Anneli Kaffegren", title="enhetschef")
    signature = sign(anneli)
    anneli.name = "Anneli Ny"
    anneli.save()
    signature = Signature.objects.get(pk=signature.pk)
    assert (signature.name, signature.title, signature.unit_name) == (
        "Anneli Kaffegren",
        "enhetschef",
        anneli.unit.name,
    )
    assert list(signing.signatures_for(ABOUT, content=b"plan")) == [signature]
    assert not signing.signatures_for(ABOUT, content=b"plan!").exists()


@pytest.mark.parametrize("minutes", [None, 6, -1])
def test_signing_needs_the_password_within_five_minutes(minutes):
    at = None if minutes is None else NOW - timedelta(minutes=minutes)
    with pytest.raises(signing.NeedsReauthentication):
        sign(PersonFactory(), at=at)
    assert not Signature.objects.exists()


def test_signing_the_same_twice_is_one_signature_and_a_new_version_another():
    person = PersonFactory()
    assert sign(person, at=NOW - timedelta(minutes=5)) == sign(person)
    sign(person, content=b"plan 2")
    assert signing.signatures_for(ABOUT).count() == 2


def test_a_substitute_signs_in_their_own_name_for_someone():
    karin, jonas = PersonFactory(), PersonFactory(name="Jonas Tallkvitter")
    signature = sign(jonas, actor=acting(jonas).standing_in_for(karin.pk))
    assert (signature.name, signature.on_behalf_of) == ("Jonas Tallkvitter", karin)
    assert signature.on_behalf_of_name == karin.name


def test_the_system_signs_nothing():
    with pytest.raises(NotPermitted):
        sign(PersonFactory(), actor=SYSTEM)


@pytest.mark.parametrize(
    "statement", ["UPDATE organisation_signature SET name = 'x'", "DELETE FROM organisation_signature"]
)
def test_a_signature_can_not_be_changed_or_deleted(statement):
    sign(PersonFactory())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
