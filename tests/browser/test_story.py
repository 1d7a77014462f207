"""The main job, end to end: one municipality's whole way, as different people at their own browsers."""

from contextlib import ExitStack

import pytest
from django.utils import timezone

from accounts.models import Account, ListRelease
from activityplans.models import Plan
from socialgov.local import sample
from socialgov.local.sample import people
from tests.browser.people import Seat, seat

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ljungsele(live_server):
    """The invented municipality, as it is on a first start."""
    sample.load(now=timezone.now())
    return live_server.url


@pytest.fixture
def at(browser, ljungsele):
    """`at("Karin")` is Karin's browser, signed in; `at("")` an anonymous visitor's."""
    seats: dict[str, Seat] = {}
    with ExitStack() as stack:

        def sit(first_name: str) -> Seat:
            if first_name not in seats:
                new = stack.enter_context(seat(browser, ljungsele, people.password()))
                if first_name:
                    name = next(name for name, *_ in people.PEOPLE if name.startswith(f"{first_name} "))
                    new.sign_in(people.email_of(name))
                seats[first_name] = new
            return seats[first_name]

        yield sit


PLAN = {
    "Socialt medium": "Instagram",
    "Webbadress": "instagram.com/kojanljungsele.exempel",
    "Kontots namn": "Kojan Ljungsele",
    "Syftet med att finnas i det sociala mediet": "Nå ungdomar som aldrig ser kommunens Facebook.",
    "Vem är målgruppen?": "13–17 år",
    "Vilka är målen för satsningen?": "150 följare 1 juni 2027",
    "Hur ofta och under vilka tider ska kontot bevakas och uppdateras?": "Tisdag–lördag kl. 13–21, två inlägg i veckan",
    "Beräknad arbetstid": "3",
    "Vem skriver, diarieför, arkiverar och gallrar?": "Vi skriver. Registrator diarieför. Systemet tar halvårsbilden.",
    "Övrigt": "Kommunens logotyp i profilbilden.",
}


def test_from_a_plan_to_an_answered_comment_and_a_kept_picture(at, ljungsele):
    a_colleague_files_a_plan(at("Dennis"))
    communications_consults(at("Karin"))
    the_manager_and_both_administrators_sign(at)
    the_account_enters_the_registry_with_its_login_in_custody(at("Karin"))
    the_list_gets_a_new_version_that_anyone_can_check(at)


def a_colleague_files_a_plan(dennis: Seat) -> None:
    dennis.open("/planer/ny/").choose("Kommunal verksamhet", "Fritidsgården Kojan").press("Börja")
    for question, answer in PLAN.items():
        dennis.fill(question, answer)
    dennis.choose("Vem ska administrera kontot? (1)", "Dennis Biljardqvist, Fritidsgården Kojan")
    dennis.press("Skicka till samråd")
    dennis.sees("Tre svar behövs").sees("Välj en administratör till.")
    dennis.choose("Vem ska administrera kontot? (2)", "Pia Bokalund, Kultur- och fritidsförvaltningen")
    dennis.tick("Samma personer som ovan").tick("Riktlinjer för sociala medier har följts")
    dennis.press("Skicka till samråd").sees("Planen är skickad.")


def _plan() -> Plan:
    return Plan.objects.filter(unit__name="Fritidsgården Kojan").order_by("-pk")[0]


def communications_consults(karin: Seat) -> None:
    karin.open("/").press("Samråd").fill("Vad säger du?", "Bra! Ring om något är oklart.")
    karin.press("Samråd klart").sees("Samrådet är noterat.")


def the_manager_and_both_administrators_sign(at) -> None:
    for name, button in (("Dennis", "Skriv under"), ("Pia", "Skriv under som chef och kontoansvarig")):
        person = at(name)
        person.open(f"/planer/{_plan().pk}/").press(button)
        if "reauthenticate" in person.page.url:
            person.confirm_password().open(f"/planer/{_plan().pk}/").press(button)
        person.sees("Du har skrivit under planen.")
    assert _plan().state == Plan.State.IN_FORCE


def the_account_enters_the_registry_with_its_login_in_custody(karin: Seat) -> None:
    account = Account.objects.get(name="Kojan Ljungsele")
    karin.open(f"/konton/{account.pk}/").press("Starta kontot").sees("Kontot är igång.")
    karin.open(f"/konton/{account.pk}/personer/")
    karin.choose("Person", "Jonas Tallkvitter, Kommunikation").choose("Gör", "Ersättare").press("Lägg till", exact=True)
    karin.sees("Jonas Tallkvitter är tillagd.")
    karin.open(f"/konton/{account.pk}/inloggning/").tick("Inloggning i förvar här")
    karin.fill("Inloggningsnamn", "kojan").fill("Lösenord", "ett-exempel-på-lösenord")
    karin.fill("Vem får engångskoden", "Fritidsgårdens mobil").press("Spara", exact=True)
    karin.sees("Lösenordet är krypterat.")
    karin.press("Visa inloggning").fill("Varför behöver du den?", "Prov").press("Visa inloggning", exact=True)
    if "reauthenticate" in karin.page.url:
        karin.confirm_password().open(f"/konton/{account.pk}/inloggning/visa/")
        karin.fill("Varför behöver du den?", "Prov").press("Visa inloggning", exact=True)
    karin.sees("ett-exempel-på-lösenord")


def the_list_gets_a_new_version_that_anyone_can_check(at) -> None:
    at("Karin").open("/kanallistan/").press("Publicera ny version").sees("Version 8 är publicerad.")
    visitor = at("")
    visitor.open("/socialamedier/").fill("Sök kanal", "kojan").press("Sök").sees("Kojan Ljungsele")
    visitor.open("/socialamedier/").fill("Adress", "https://www.instagram.com/kojanljungsele.exempel/")
    visitor.press("Kontrollera").sees("Ja, det här är vår kanal.")
    visitor.open("/socialamedier/").press("Tidigare versioner").press("Version 7").sees("Den har ersatts")
    assert ListRelease.objects.count() == 3
