"""One comment's page and what is pressed on it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from archiving.models import Evidence
from moderation.models import Forwarding, Item, PlatformAction, Reply, SecondLook
from moderation.services import answers, forwarding, removal
from socialgov.diary.models import Dispatch
from socialgov.organisation.selectors import actor_for
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.diary import MailboxFactory
from tests.factories.moderation import ConnectionFactory, ItemFactory, ItemTextFactory
from tests.factories.organisation import PersonFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "item"}


@pytest.fixture
def karin(client):
    person = PersonFactory(name="Karin Lingonstig", communications=True)
    client.force_login(person)
    return person


@pytest.fixture
def jonas():
    return PersonFactory(name="Jonas Tallkvitter", communications=True)


@pytest.fixture
def page_account(karin):
    return AssignmentFactory(account=AccountFactory(name="Ljungsele kommun"), person=karin).account


@pytest.fixture
def connected(karin):
    return AssignmentFactory(account=ConnectionFactory(password="hemligt").account, person=karin).account


def item(account, text="Vilka tider gäller i jul?", **more):
    now = timezone.now()
    at = now + timedelta(hours=5)
    times = {"target_at": at, "due_at": at, "limit_at": at + timedelta(days=4), "plan_by": at + timedelta(days=3)}
    return ItemFactory(
        account=account, text=text, received_at=now - timedelta(hours=2), detected_at=now - timedelta(hours=2),
        clocked=False, **times | more,
    )  # fmt: skip


def url(name, row, *more):
    return reverse(f"moderation:{name}", args=[row.pk, *more])


def read(client, row, query="", **headers):
    return client.get(url("item", row) + query, headers=headers).content.decode().replace("\xa0", " ")


def fresh(row):
    return Item.objects.get(pk=row.pk)


def by(person):
    return actor_for(person, now=timezone.now())


# --- reading ----------------------------------------------------------------------------------------------------------
def test_the_page_stands_alone_with_list_and_filters_and_as_a_part_for_htmx(client, page_account):
    row = item(page_account)
    whole = read(client, row)
    assert "<html" in whole and 'class="filters"' in whole and "Vilka tider gäller i jul?" in whole
    part = read(client, row, **HTMX)
    assert "<html" not in part and 'class="filters"' not in part
    assert "data-focus" in part and 'hx-swap-oob="true"' in part


def test_the_clock_says_target_limit_and_why(client, page_account):
    row = ItemFactory(account=page_account, received_at=timezone.now() - timedelta(minutes=5))
    html = read(client, row)
    assert "Svarsmål" in html and "Yttersta gräns" in html
    assert "Facebook: inom en arbetsdag." in html
    assert f"/riktlinjer/version/{row.guidelines_id}/#answering" in html


def test_criticism_stays_and_the_line_says_so(client, page_account):
    assert "Kritik får stå kvar." in read(client, item(page_account, "Skandal att ni lägger ner badplatsen!"))


def test_what_the_words_suggest_is_a_suggestion_with_its_words(client, page_account):
    row = item(page_account, "Idiot!", urgency="now", suggestion="insult", suggested_because="idiot")
    html = read(client, row)
    assert "Kan vara: Förtal, personligt angrepp eller förolämpning." in html
    assert "Orden ”idiot” tyder på det." in html
    assert "Låt stå" in html


def test_an_edited_comment_keeps_what_it_said_before(client, page_account):
    row = item(page_account, "Först", text__seen_at=timezone.now() - timedelta(hours=1))
    ItemTextFactory(item=row, text="Sedan", seen_at=timezone.now())
    html = read(client, row)
    assert "Ändrad av den som skrev" in html and "Först" in html and "Sedan" in html


def test_pictures_are_hidden_until_someone_wants_to_see_them(client, page_account):
    row = item(
        page_account, text__media=[{"url": "https://cdn.example/x.jpg", "type": "image/jpeg", "description": ""}]
    )
    assert "<img" not in read(client, row).split('data-item="')[1]
    assert url("picture", row, 0) in read(client, row, "?bilder=1")
    assert client.get(url("picture", row, 7)).status_code == 404


def test_secret_words_are_told_of_in_a_sentence_to_those_who_may_not_read(client, page_account):
    row = item(page_account, "Melker i 4B", secrecy=True, visibility="removed", removed_at=timezone.now())
    html = read(client, row)
    assert "Melker" not in html
    assert "Innehållet är sekretessmarkerat." in html


def test_someone_who_may_only_read_sees_no_buttons(client, page_account):
    row = item(page_account)
    client.force_login(PersonFactory(auditor=True))
    html = read(client, row)
    assert "Du kan läsa men inte svara" in html
    assert "Skicka svar" not in html and "Skicka vidare" not in html


def test_a_stranger_finds_nothing(client, page_account):
    row = item(page_account)
    client.force_login(PersonFactory())
    assert client.get(url("item", row)).status_code == 404
    for name in ("reply", "hide", "remove", "forward", "registrar", "alarm", "write"):
        assert client.post(url(name, row)).status_code == 404, name


# --- answering --------------------------------------------------------------------------------------------------------
def send(client, row, text="Vanliga tider. /Karin", version=None, **headers):
    version = row.version if version is None else version
    return client.post(url("reply", row), {"text": text, "version": version}, headers=headers)


def test_a_reply_leaves_in_twenty_seconds_and_the_next_comment_comes(client, connected):
    row, following = item(connected), item(connected, "Nästa fråga")
    response = client.post(url("reply", row), {"text": "Hej! /Karin", "version": row.version}, follow=True)
    html = response.content.decode().replace("\xa0", " ")
    assert response.redirect_chain[-1][0] == url("item", following)
    assert "Svaret skickas om 20 sek." in html
    assert reverse("moderation:undo", args=[Reply.objects.get().pk]) in html
    assert fresh(row).handling == "answered"


def test_undo_takes_it_back_and_the_text_is_in_the_box(client, connected):
    row = item(connected)
    send(client, row)
    response = client.post(reverse("moderation:undo", args=[Reply.objects.get().pk]), follow=True)
    html = response.content.decode()
    assert "Svaret skickades inte." in html and "Vanliga tider. /Karin</textarea>" in html
    assert fresh(row).is_open
    assert not PlatformAction.objects.filter(state="waiting").exists()


def test_undo_too_late_says_so(client, connected):
    row = item(connected)
    send(client, row)
    reply = Reply.objects.get()
    PlatformAction.objects.update(state="done")
    Reply.objects.update(state="sent")
    response = client.post(reverse("moderation:undo", args=[reply.pk]), follow=True)
    assert "Svaret har redan skickats." in response.content.decode()


def test_pressed_twice_it_is_one_reply(client, connected):
    row = item(connected)
    send(client, row)
    assert send(client, row).status_code == 302
    assert Reply.objects.count() == 1


def test_an_empty_reply_gets_a_sentence(client, page_account):
    response = send(client, item(page_account), text="  ")
    assert response.status_code == 422
    assert "Skriv ett svar först." in response.content.decode()


def test_a_reply_that_is_too_long_is_kept_and_says_how_much(client, page_account):
    response = send(client, item(page_account), text="x" * 8003)
    assert response.status_code == 422
    html = response.content.decode().replace("\xa0", " ")
    assert "3 tecken för lång" in html and "x" * 8003 in html


@pytest.mark.parametrize("version", ["", "x", "-1", str(2**70)])
def test_a_version_that_makes_no_sense_changes_nothing(client, page_account, version):
    row = item(page_account)
    assert send(client, row, version=version).status_code == 422
    assert not Reply.objects.exists()


def test_a_colleague_was_faster_and_what_was_typed_stays(client, page_account, jonas):
    row = item(page_account)
    answers.reply(item=row, text="Jonas svar", seen_version=row.version, actor=by(jonas), now=timezone.now())
    response = send(client, row, text="Mitt eget svar")
    html = response.content.decode()
    assert response.status_code == 409
    assert "Jonas svarade medan du skrev. Din text finns kvar." in html
    assert "Visa svaret" in html and "Mitt eget svar</textarea>" in html and "Jonas svar" in html


def test_sending_once_more_after_that_is_a_choice(client, page_account, jonas):
    row = item(page_account)
    answers.reply(item=row, text="Jonas svar", seen_version=row.version, actor=by(jonas), now=timezone.now())
    html = send(client, row, text="Tillägg").content.decode()
    version = html.split('name="version" value="')[1].split('"')[0]
    assert send(client, row, text="Tillägg", version=version).status_code == 302
    assert [reply.text for reply in Reply.objects.order_by("pk")] == ["Jonas svar", "Tillägg"]


def test_the_words_changed_at_the_source_while_someone_wrote(client, page_account):
    row = item(page_account)
    Item.objects.filter(pk=row.pk).update(version=row.version + 1, text_version=row.version + 1)
    response = send(client, row)
    assert response.status_code == 409
    assert "har ändrat texten" in response.content.decode()


def test_already_answered_closes_and_can_be_opened_again(client, page_account):
    row = item(page_account)
    response = client.post(url("answered_elsewhere", row), follow=True)
    assert "Vi letar upp svaret i Facebook." in response.content.decode()
    assert fresh(row).answered_in == "facebook"
    client.post(url("reopen", row))
    assert fresh(row).is_open


def test_no_answer_needs_its_reason(client, page_account):
    row = item(page_account, "Tack!")
    assert client.post(url("no_answer", row), {"why": "irriterande"}).status_code == 422
    client.post(url("no_answer", row), {"why": "thanks"})
    assert fresh(row).handling == "no_answer"


def test_the_last_one_leads_to_the_empty_list(client, page_account):
    row = item(page_account)
    response = client.post(url("no_answer", row), {"why": "thanks"}, headers=HTMX)
    assert (response.status_code, response["HX-Redirect"]) == (204, "/kommentarer/")


def test_after_a_direct_message_one_question_is_left(client, page_account):
    row = item(page_account, "har simhallen öppet?", kind="message")
    html = client.post(url("reply", row), {"text": "Ja", "version": row.version}, follow=True).content.decode()
    assert "Ringa betydelse?" in html
    client.post(url("minor", row))
    assert fresh(row).minor is True


def test_the_first_keystroke_claims_and_an_emptied_box_lets_go(client, page_account, karin):
    row = item(page_account)
    assert client.post(url("write", row)).status_code == 204
    assert fresh(row).claimed_by == karin
    client.post(url("write", row), {"slapp": "1"})
    assert fresh(row).claimed_by is None


# --- hiding and removing ----------------------------------------------------------------------------------------------
@pytest.mark.rule("ATV-42")
def test_one_press_hides_what_the_words_suggest_and_keeps_the_copy(client, connected, jonas):
    row = item(connected, "Du är en idiot", urgency="now", suggestion="insult", external_id="9")
    response = client.post(url("hide", row), {"category": "insult"}, follow=True)
    html = response.content.decode()
    assert "Dold. Kopian är sparad. Någon annan tittar efteråt." in html
    assert url("show", row) in html and "sha-256" in html
    assert fresh(row).visibility == "hiding"
    client.post(url("show", row))
    assert fresh(row).visibility == "visible"


def test_hiding_without_a_reason_is_refused(client, page_account):
    row = item(page_account)
    response = client.post(url("hide", row), {})
    assert response.status_code == 422
    assert "Välj ett skäl i listan." in response.content.decode()
    assert not Evidence.objects.exists()


def test_someone_who_is_not_well_is_hidden_without_a_reason(client, page_account):
    row = item(page_account, "orkar inte mer", danger=True)
    client.post(url("hide", row), {})
    assert fresh(row).visibility == "hiding"


@pytest.mark.rule("ATV-53")
@pytest.mark.parametrize(
    "word", ["negativ", "kritik mot kommunen", "osakligt", "fel forum", "politiskt", "irriterande"]
)
def test_an_opinion_is_no_reason_to_remove(client, page_account, word):
    html = client.get(url("remove", item(page_account)), {"sok": word}).content.decode()
    assert "Det är inget skäl att ta bort." in html
    assert "Låt stå" in html and 'value="insult"' not in html


def test_a_reason_is_found_by_its_words(client, page_account):
    html = client.get(url("remove", item(page_account)), {"sok": "reklam"}).content.decode()
    assert 'value="commercial"' in html and 'value="insult"' not in html


@pytest.mark.parametrize("category", ["", "kritik", "negative", "insult'--"])
def test_a_category_that_is_not_in_the_guidelines_is_refused(client, page_account, category):
    row = item(page_account)
    assert client.post(url("remove", row), {"category": category, "sure": "1"}).status_code == 422
    assert fresh(row).visibility == "visible"


@pytest.mark.rule("ATV-43")
def test_before_it_is_removed_it_says_what_will_happen_and_then_does_it(client, page_account, jonas):
    anneli = PersonFactory(name="Anneli Kaffegren")
    row = item(page_account, "Anneli, du är en idiot")
    chosen = {"category": "insult", "attacked": anneli.pk}
    asked = client.post(url("remove", row), chosen)
    html = asked.content.decode().replace("\xa0", " ")
    assert asked.status_code == 200 and fresh(row).visibility == "visible"
    assert "Kopian sparas först." in html and "Jonas eftergranskar senast" in html
    assert "Anneli Kaffegren och verksamhetschef får veta." in html
    response = client.post(url("remove", row), chosen | {"sure": "1"}, follow=True)
    assert fresh(row).visibility == "removing"
    assert Evidence.objects.count() == 1
    assert SecondLook.objects.get().attacked == anneli
    page = response.content.decode()
    assert "Ta bort den nu i Facebook" in page and "Klart" in page
    client.post(url("done", row))
    assert fresh(row).visibility == "removed"


def test_removing_twice_is_removing_once(client, page_account):
    row = item(page_account)
    for _press in range(2):
        response = client.post(url("remove", row), {"category": "insult", "sure": "1"})
        assert response.status_code == 302
    assert Evidence.objects.count() == 1
    assert row.decisions.filter(action="remove").count() == 1


def test_a_colleague_has_removed_it_already(client, page_account, jonas):
    row = item(page_account)
    removal.remove(item=row, category="insult", actor=by(jonas), now=timezone.now())
    response = client.post(url("remove", row), {"category": "insult", "sure": "1"}, follow=True)
    assert "Jonas har redan gjort det" in response.content.decode()


def test_what_the_platform_does_not_let_us_do_is_not_shown(client, karin):
    on_x = item(AccountFactory(platform="x"), "Köp nu")
    html = read(client, on_x)
    assert "Anmäl till X" in html and url("remove", on_x) not in html and url("hide", on_x) in html
    assert client.get(url("remove", on_x)).status_code == 302
    on_youtube = item(AccountFactory(platform="youtube"), "LÅN", suggestion="commercial", urgency="now")
    html = read(client, on_youtube)
    assert "Avvisa" in html and url("hide", on_youtube) not in html
    assert "Går inte att ångra i YouTube" in client.get(url("remove", on_youtube)).content.decode()


def test_a_report_to_the_platform_keeps_the_copy_and_the_decision(client, karin):
    row = item(AccountFactory(platform="x"))
    client.post(url("report_to_platform", row), {"category": "commercial"})
    assert row.decisions.get().action == "report_to_platform"
    assert Evidence.objects.count() == 1


def test_where_nothing_was_delivered_one_describes_in_words(client, page_account):
    row = item(page_account, text="")
    chosen = {"category": "commercial", "sure": "1"}
    response = client.post(url("remove", row), chosen)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Kopian kunde inte sparas. Du kan dölja nu. Beskriv kort vad det stod." in html
    client.post(url("remove", row), chosen | {"described": "Reklam för lån"})
    assert Evidence.objects.get().form == "described"


def test_letting_it_stay_gives_it_its_ordinary_place(client, page_account):
    row = item(page_account, urgency="now", suggestion="insult")
    client.post(url("stay", row))
    assert (fresh(row).urgency, fresh(row).visibility) == ("", "visible")


def test_the_second_look_is_anothers(client, page_account, karin, jonas):
    row = item(page_account, "Du är en idiot")
    removal.hide(item=row, category="insult", actor=by(karin), now=timezone.now())
    assert "Någon annan med behörighet tittar" in read(client, row)
    client.force_login(jonas)
    assert "Spara eftergranskningen" in read(client, row)
    assert client.post(url("look", row), {"outcome": "bort"}).status_code == 422
    client.post(url("look", row), {"outcome": "right", "note": "Självklart."})
    assert SecondLook.objects.get().done_by == jonas
    assert "Självklart." in read(client, row)


# --- passing on -------------------------------------------------------------------------------------------------------
def forward(client, row, **changes):
    typed = {
        "route": "building",
        "address": "bygglov@ljungsele.example",
        "question": "När får han besked?",
        "due_at": "",
    }
    return client.post(url("forward", row), typed | changes, follow=True)


def test_a_question_goes_to_a_colleague_who_need_not_sign_in(client, page_account):
    row = item(page_account)
    html = forward(client, row).content.decode()
    assert "Skickad vidare till bygglov@<wbr>ljungsele.example." in html
    assert "Väntar på svar från Bygglov" in html.replace("\xa0", " ")
    assert fresh(row).handling == "waiting"


def test_the_same_question_twice_is_one_mail(client, page_account):
    row = item(page_account)
    forward(client, row)
    forward(client, row)
    assert Forwarding.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"route": ""}, "Välj vad det gäller."),
        ({"question": " "}, "Skriv vad du behöver veta."),
        ({"address": ""}, "Välj vem som ska svara, eller skriv en e-postadress."),
        ({"address": "bygglov"}, "Skriv hela adressen"),
        ({"due_at": "2020-01-01T10:00"}, "Tiden har gått."),
        ({"due_at": "i morgon"}, "Skriv dag och tid"),
    ],
)
def test_a_forwarding_with_something_missing_says_what_and_keeps_the_rest(client, page_account, changes, sentence):
    row = item(page_account)
    response = forward(client, row, **changes)
    html = response.content.decode().replace("\xa0", " ")
    assert response.status_code == 422
    assert sentence in html
    if "question" not in changes:
        assert "När får han besked?" in html
    assert not Forwarding.objects.exists()


def test_the_colleagues_answer_comes_back_as_a_draft(client, page_account, karin):
    row = item(page_account)
    sent = forwarding.forward(
        item=row, route="other", address="kollega@ljungsele.example", question="?", actor=by(karin), now=timezone.now()
    )
    forwarding.colleague_answers(forwarding=sent, text="Besked på fredag.", name="Eva", now=timezone.now())
    html = read(client, row)
    assert "Besked på fredag.</textarea>" in html
    assert "Kollegans svar. Ändra som du vill." in html


def test_it_goes_to_the_registrar_with_its_case(client, page_account):
    MailboxFactory()
    row = item(page_account, "SBN 2026-00214?", case_number="SBN 2026-00214")
    assert "SBN 2026-00214" in client.get(url("registrar", row)).content.decode()
    html = client.post(
        url("registrar", row), {"subject": "Fråga om bygglov", "case_number": "SBN 2026-00214"}, follow=True
    ).content.decode()
    assert "Skickad till registrator." in html and "Hos registrator" in html
    client.post(url("registrar", row), {"subject": "Fråga om bygglov", "case_number": ""})
    assert Dispatch.objects.count() == 1
    listed = client.get(reverse("moderation:queue") + "?status=registrator").content.decode()
    assert "SBN 2026-00214?" in listed.replace("\xa0", " ")


def test_without_a_mailbox_a_sentence_says_what_to_do(client, page_account):
    row = item(page_account)
    response = client.post(url("registrar", row), {"subject": "Fråga"})
    assert response.status_code == 422
    assert "brevlåda" in response.content.decode()


def test_an_alarm_tells_who_is_told_and_ends(client, page_account, jonas):
    row = item(page_account, "orkar inte mer")
    assert "Jonas Tallkvitter" in client.get(url("alarm", row)).content.decode()
    assert client.post(url("alarm", row), {"kind": "brand"}).status_code == 422
    for _press in range(2):
        html = client.post(url("alarm", row), {"kind": "life"}, follow=True).content.decode()
    assert "Larm: Fara för liv" in html and "Ring 112" in html
    alarm = row.alarms.get()
    client.post(url("end_alarm", row, alarm.pk))
    alarm.refresh_from_db()
    assert alarm.ended_at


def test_a_report_is_tied_to_its_comment_by_a_person(client, page_account):
    comment = item(page_account, "Ni är idioter")
    report = item(page_account, "Någon kallar dem idioter", report=True, receipt=42, reports=comment)
    html = read(client, report)
    assert "A-0042" in html and "Gäller den här kommentaren?" in html and "Ni är idioter" in html
    client.post(url("tie", report), {"samma": "ja"})
    assert fresh(report).reports_confirmed
    assert "En besökare har anmält den." in read(client, comment)


# --- several at once --------------------------------------------------------------------------------------------------
def test_several_are_shown_first_and_then_done_together(client, page_account):
    rows = [item(page_account, f"LÅN UTAN UC {n}", suggestion="commercial") for n in range(3)]
    query = "&".join(f"id={row.pk}" for row in rows)
    html = client.get(f"{reverse('moderation:together')}?{query}&gor=ta-bort").content.decode()
    assert all(f"LÅN UTAN UC {n}" in html for n in range(3))
    assert html.count('value="commercial"') == 1 and "checked" in html.split('value="commercial"')[1].split(">")[0]
    ids = ",".join(str(row.pk) for row in rows)
    client.post(reverse("moderation:together"), {"ids": ids, "measure": "remove", "category": "commercial"})
    assert {fresh(row).visibility for row in rows} == {"removing"}


def test_those_that_are_refused_say_why_and_hold_none_back(client, page_account):
    good, on_x = item(page_account), item(AccountFactory(platform="x"))
    response = client.post(
        reverse("moderation:together"), {"ids": f"{good.pk},{on_x.pk}", "measure": "remove", "category": "commercial"}
    )
    assert response.status_code == 422
    assert "Plattformen låter oss inte göra det" in response.content.decode()
    assert fresh(good).visibility == "removing"


def test_other_peoples_comments_are_not_among_them(client, page_account):
    row = item(page_account)
    client.force_login(PersonFactory())
    client.post(reverse("moderation:together"), {"ids": str(row.pk), "measure": "no_answer", "why": "thanks"})
    assert fresh(row).is_open


def test_the_page_asks_few_questions_however_much_there_is(client, page_account, karin, django_assert_max_num_queries):
    now, actor = timezone.now(), actor_for(PersonFactory(communications=True), now=timezone.now())
    row = item(page_account, post_url="https://www.facebook.com/x/1")

    def more(number):
        for n in range(number):
            item(page_account, f"Också {n}", post_url="https://www.facebook.com/x/1")
            forwarding.forward(
                item=row, route="other", person=PersonFactory(), question=f"Vad {PersonFactory().pk}?", actor=actor,
                now=now,
            )  # fmt: skip

    more(2)
    read(client, row)
    with django_assert_max_num_queries(45) as few:
        read(client, row)
    more(15)
    with django_assert_max_num_queries(len(few)):
        read(client, row)


def test_after_a_removal_too(client, page_account, karin, django_assert_max_num_queries):
    row = item(page_account)
    removal.remove(item=row, category="insult", actor=actor_for(karin, now=timezone.now()), now=timezone.now())
    read(client, row)
    with django_assert_max_num_queries(48):
        read(client, row)


def test_second_looks_are_made_one_after_another(client, page_account, karin, jonas):
    now = timezone.now()
    rows = [item(page_account, f"Idiot {n}") for n in range(3)]
    for row in rows:
        removal.hide(item=row, category="insult", actor=actor_for(jonas, now=now), now=now, already_done=True)
    asked = "?vems=alla&status=eftergranskas"
    answer = client.post(url("look", rows[0]) + asked, {"outcome": "right"})
    assert answer["Location"] == url("item", rows[1]) + asked
    client.post(url("look", rows[1]) + asked, {"outcome": "right"})
    answer = client.post(url("look", rows[2]) + asked, {"outcome": "right"})
    assert answer["Location"] == reverse("moderation:queue") + asked
    assert not SecondLook.objects.waiting().exists()
