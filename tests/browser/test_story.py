"""The main job, end to end: one municipality's whole way, as different people at their own browsers."""

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.models import Account, ListRelease
from activityplans.models import Plan
from archiving.models import Capture, Evidence
from moderation.models import Item
from socialgov.local import sample
from socialgov.local.sample import people
from socialgov.local.sample.accounts import account, person
from socialgov.notices.models import Mail
from socialgov.organisation.selectors import next_working_moment
from socialgov.platforms.sample_site import reachable
from tests.browser import background
from tests.browser.people import Seat, seat
from tests.platforms.outside import sample_site

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def outside(settings):
    """The sample's outside world: blogs to read, write on and take pictures of."""
    folder = Path(settings.DATA_DIR) / "channels"
    folder.mkdir(exist_ok=True)
    with sample_site(folder) as url:
        settings.SAMPLE_SITE_URL = url
        yield url


@pytest.fixture
def ljungsele(live_server, outside):
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
    comments_come_in_by_themselves_and_by_the_public_form(at)
    an_administrator_answers_one_and_forwards_one(at, ljungsele)
    one_goes_to_the_registrar_whose_number_comes_back_by_mail(at, ljungsele)
    one_is_removed_at_once_with_its_copy_kept_and_looked_at_afterwards(at)
    the_half_yearly_picture_is_taken_in_a_browser_of_its_own_and_kept(at)
    a_reminder_leaves_once_and_opens_the_comment_ready_to_answer(at, ljungsele)
    each_sees_what_is_due_for_them_under_which_rule(at)


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
    for name, button in (("Dennis", "Skriv under"), ("Pia", "Skriv under som verksamhetschef och kontoansvarig")):
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


BLOG = "https://skolbloggen.ljungsele.example/"


def _item(words: str) -> Item:
    return Item.objects.get(texts__text__contains=words)


def comments_come_in_by_themselves_and_by_the_public_form(at) -> None:
    background.fetch(timezone.now())
    assert _item("Melker i 4B").account == account("K6")
    visitor = at("")
    visitor.page.goto(reachable(BLOG, site=settings.SAMPLE_SITE_URL))
    visitor.page.locator("article a, h2 a, h3 a").first.click()
    for name, text in (("Sara", "När är det öppet hus för nya femmor?"), ("Ali", "Vem bestämmer om skolbussen i vår?")):
        visitor.page.get_by_label("Namn").fill(name)
        visitor.page.get_by_label("Kommentar", exact=True).fill(text)
        visitor.page.locator("form button[type=submit]").last.click()
        visitor.page.wait_for_load_state("load")
    background.fetch(timezone.now() + timedelta(minutes=3))
    question = _item("öppet hus")
    assert question.target_at is not None and question.limit_at is not None
    visitor.open("/socialamedier/").press("Anmäl en kommentar")
    visitor.fill("Vad gäller det?", "Någon skriver om ett barns diagnos på Skolbloggen.").press("Skicka anmälan")
    visitor.sees("Din anmälan har nummer A-00")


def an_administrator_answers_one_and_forwards_one(at, base: str) -> None:
    samir = at("Samir")
    samir.open(f"/kommentarer/{_item('öppet hus').pk}/")
    samir.page.locator("#reply-text").fill("Hej Sara! Öppet hus är tisdag 8 december kl. 18. /Samir, rektor")
    samir.press("Skicka svar").sees("Svaret skickas om 20 sek.")
    background.carry_out(timezone.now() + timedelta(seconds=30))
    samir.page.goto(reachable(BLOG, site=settings.SAMPLE_SITE_URL))
    assert _item("öppet hus").replies.get().state == "sent"

    bus = _item("skolbussen")
    samir.open(f"/kommentarer/{bus.pk}/").press("Skicka vidare")
    samir.page.locator("input[name=route][value=other]").check()
    samir.page.locator("select[name=unit]").select_option(label="Gata och park")
    samir.page.locator("textarea[name=question]").fill("Vem beslutar om skolbussen i vår?")
    samir.page.locator("article form .btn-primary").click()
    samir.sees("Väntar på svar från Gata och park")
    background.deliver_mail(timezone.now())
    colleague = at("")
    colleague.open(background.link_in(background.latest_mail("gata.park@ljungsele.example"), base))
    colleague.fill("Ditt svar", "Samhällsbyggnadsnämnden beslutar 14 januari.").fill(
        "Ditt namn", "Olle på Gata och park"
    )
    colleague.press("Skicka svaret").sees("har ditt svar nu")
    samir.open(f"/kommentarer/{bus.pk}/")
    assert "14 januari" in samir.page.locator("#reply-text").input_value()


def one_goes_to_the_registrar_whose_number_comes_back_by_mail(at, base: str) -> None:
    item = _item("ta del av avtalet med firman")
    karin = at("Karin").open(f"/kommentarer/{item.pk}/").press("Skicka till registrator")
    karin.press("Skicka till registrator", exact=True).sees("Hos registrator")
    background.deliver_mail(timezone.now())
    registrar = at("")
    registrar.open(background.link_in(background.latest_mail("registrator@ljungsele.example"), base))
    registrar.fill("Diarienummer", "KS 2026-00231").press("Klar").sees("KS 2026-00231")
    background.deliver_mail(timezone.now())
    karin.open(f"/kommentarer/{item.pk}/").sees("Diarieförd KS 2026-00231")


def one_is_removed_at_once_with_its_copy_kept_and_looked_at_afterwards(at) -> None:
    item = _item("Melker i 4B")
    samir = at("Samir").open(f"/kommentarer/{item.pk}/")
    samir.page.locator("main a[href*='/ta-bort/']").first.click()
    samir.sees("Kritik får stå kvar.")
    samir.page.locator("input[name=category][value=secrecy]").check()
    samir.page.locator("article form[method=post] .btn-primary").click()
    samir.page.locator("article form[method=post] .btn-danger").click()
    samir.page.wait_for_url(lambda url: "ta-bort" not in url)
    kept = Evidence.objects.get(about_type="moderation.item", about_id=item.pk)
    assert kept.secrecy
    background.carry_out(timezone.now() + timedelta(seconds=1))
    item.refresh_from_db()
    assert item.visibility == "removed"
    samir.page.goto(reachable(BLOG, site=settings.SAMPLE_SITE_URL))
    assert "Melker" not in samir.page.content()
    insult = _item("inkompetent")
    at("Karin").open(f"/kommentarer/{insult.pk}/eftergranska/")
    at("Karin").page.get_by_label("Det var rätt").check()
    at("Karin").press("Spara")
    assert insult.second_looks.get().outcome == "right"


def the_half_yearly_picture_is_taken_in_a_browser_of_its_own_and_kept(at) -> None:
    blog = account("K6")
    samir = at("Samir").open(f"/arkiv/konto/{blog.pk}/").press("Ta bild nu").sees("Beställd")
    background.keep_pictures(timezone.now)
    picture = Capture.objects.filter(account=blog).latest("ordered_at")
    assert picture.state == Capture.State.DONE, picture.state
    kinds = {kept.blob.media_type for kept in picture.files.select_related("blob")}
    assert {"image/png", "application/pdf"} <= kinds
    samir.open(f"/arkiv/bild/{picture.pk}/").sees("Låst och förseglad").sees("sha-256")


def a_reminder_leaves_once_and_opens_the_comment_ready_to_answer(at, base: str) -> None:
    waiting = Item.objects.open().filter(account=account("K1"), warn_at__isnull=False, urgency="").order_by("due_at")
    item, moment = next((item, moment) for item in waiting if (moment := _when_reminded(item)) < item.target_at)
    for _twice in range(2):
        background.deliver_mail(moment)
    mails = Mail.objects.filter(person=person("Karin"), notices__kind="moderation.reply_due", notices__about_id=item.pk)
    assert mails.distinct().count() == 1
    karin = at("Karin").open(background.link_in(mails.first(), base))
    assert karin.page.locator("#reply-text").is_visible()


def _when_reminded(item: Item):
    """The first moment of Karin's own hours after the comment's warning."""
    return next_working_moment(person("Karin"), after=max(item.warn_at, timezone.now()) + timedelta(seconds=1))


def each_sees_what_is_due_for_them_under_which_rule(at) -> None:
    karin = at("Karin").open("/")
    assert karin.page.locator(".todo .rule").count() > 3
    assert karin.page.locator(".todo-next").count() > 3
    at("Dennis").open("/")
