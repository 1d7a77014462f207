"""Comments in a browser: the list stays, the item changes; keys, thumbs, two people at once, undo."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from moderation.models import Item, Reply
from tests.browser.comments import scene
from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import judge

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


@pytest.fixture
def made():
    return scene()


@pytest.fixture
def karin(made, sign_in):
    return sign_in(made.karin)


def address(made, name):
    return reverse("moderation:item", args=[made.items[name].pk])


def title(page):
    return page.locator("#item-title")


@SIZES
def test_list_item_and_every_question_stand_the_judge(karin, made, visit, size):
    karin.set_viewport_size(size)
    visit(karin, "/kommentarer/")
    for name in ("fara", "forolampning", "reklam", "bygglov", "vatten", "handling", "blogg", "tack"):
        visit(karin, address(made, name))
    for step in ("ta-bort", "dolj", "vidare", "registrator", "larma"):
        visit(karin, f"{address(made, 'forolampning')}{step}/")
    visit(karin, f"{address(made, 'bygglov')}ta-bort/?sok=negativ")
    visit(karin, f"/kommentarer/flera/?id={made.items['tack'].pk}&id={made.items['sand'].pk}&gor=ta-bort")
    visit(karin, "/kommentarer/?status=registrator")


def test_in_the_dark_and_in_single_lines_as_well(karin, made, visit):
    karin.emulate_media(color_scheme="dark")
    visit(karin, address(made, "bygglov"))
    karin.get_by_role("button", name="En rad för varje").click()
    karin.wait_for_selector(".queue--lines")
    judge(karin)


def test_on_a_desk_the_list_stays_and_back_goes_back(karin, made, visit):
    visit(karin, address(made, "fara"))
    karin.evaluate("window.same = true")
    karin.get_by_role("link", name="hej har simhallen öppet").click()
    karin.wait_for_url(f"**{address(made, 'simhall')}*")
    expect(title(karin)).to_be_focused()
    assert karin.evaluate("window.same")
    expect(karin.locator("[data-row][aria-current]")).to_contain_text("simhallen")
    expect(karin).to_have_title(re.compile("^Ljungsele kommun"))
    karin.go_back()
    karin.wait_for_url(f"**{address(made, 'fara')}*")
    expect(title(karin)).to_contain_text("Tallbackaskolan")
    judge(karin)


def test_the_first_one_is_open_from_the_start_and_takes_no_focus(karin, made, visit):
    visit(karin, "/kommentarer/")
    expect(title(karin)).to_contain_text("Tallbackaskolan")
    expect(title(karin)).not_to_be_focused()
    assert karin.url.endswith("/kommentarer/")


def test_keys_move_reply_forward_and_rest_while_someone_writes(karin, made, visit):
    visit(karin, address(made, "fara"))
    karin.keyboard.press("j")
    karin.wait_for_url(f"**{address(made, 'bluff')}*")
    karin.keyboard.press("j")
    karin.wait_for_url(f"**{address(made, 'forolampning')}*")
    karin.keyboard.press("k")
    expect(karin.locator(f"[data-item='{made.items['bluff'].pk}']")).to_be_visible()
    expect(title(karin)).to_be_focused()
    karin.keyboard.press("r")
    expect(karin.locator("#reply-text")).to_be_focused()
    karin.keyboard.type("jkhd")
    expect(karin.locator("#reply-text")).to_have_value("jkhd")
    assert made.items["bluff"].pk == int(karin.url.split("/")[-2])
    karin.keyboard.press("Escape")
    title(karin).focus()
    karin.keyboard.press("f")
    expect(karin.get_by_role("heading", name="Skicka vidare")).to_be_focused()
    karin.go_back()
    karin.wait_for_selector("#item-title")
    karin.keyboard.press("d")
    expect(karin.get_by_role("heading", name="Varför ska kommentaren bort?")).to_be_focused()
    judge(karin)


def test_who_begins_to_write_before_the_page_has_settled_is_not_called_back(karin, made, visit):
    visit(karin, address(made, "fara"))
    karin.evaluate(
        "document.body.addEventListener('htmx:afterSwap', () => document.querySelector('#reply-text')?.focus())"
    )
    karin.keyboard.press("j")
    expect(karin.locator(f"[data-pk='{made.items['bluff'].pk}'] [aria-current]")).to_be_visible()
    expect(karin.locator("#reply-text")).to_be_focused()


def test_help_shows_the_keys_and_turns_them_off(karin, made, visit):
    visit(karin, address(made, "fara"))
    karin.keyboard.press("?")
    expect(karin.get_by_role("heading", name="Tangenter")).to_be_visible()
    judge(karin)
    karin.get_by_label("Använd tangenterna").uncheck()
    karin.get_by_role("button", name="Stäng").click()
    karin.keyboard.press("j")
    karin.wait_for_timeout(300)
    assert karin.url.endswith(address(made, "fara"))


def test_selecting_with_x_leads_to_all_of_them_at_once(karin, made, visit):
    visit(karin, address(made, "tack"))
    karin.keyboard.press("x")
    karin.keyboard.press("k")
    karin.wait_for_url(f"**{address(made, 'kenya')}*")
    karin.keyboard.press("x")
    bar = karin.locator("#together")
    expect(bar).to_contain_text("2")
    bar.get_by_role("button", name="Inget svar behövs").click()
    expect(karin.get_by_role("heading", name="2 kommentarer: Inget svar behövs")).to_be_visible()
    karin.get_by_label("Tack eller hejarop").check()
    karin.locator(".dialog-page").get_by_role("button", name="Inget svar behövs").click()
    expect(karin.get_by_role("status").filter(has_text="2 kommentarer är klara.")).to_be_visible()


def test_a_reply_is_sent_undone_with_z_and_comes_back(karin, made, visit):
    visit(karin, address(made, "blogg"))
    karin.fill("#reply-text", "Tisdag 24 november kl. 18. /Karin")
    karin.get_by_role("button", name="Skicka svar").click()
    expect(karin.locator("[data-toast]")).to_contain_text("Svaret skickas om 20")
    expect(title(karin)).to_be_focused()
    assert not karin.url.endswith(address(made, "blogg"))
    expect(karin.locator(f"[data-pk='{made.items['blogg'].pk}']")).to_have_count(0)
    judge(karin)
    karin.keyboard.press("z")
    karin.wait_for_url(f"**{address(made, 'blogg')}*")
    expect(karin.locator("#reply-text")).to_have_value("Tisdag 24 november kl. 18. /Karin")
    assert Reply.objects.get().state == "undone"
    expect(karin.locator(f"[data-pk='{made.items['blogg'].pk}']")).to_have_count(1)


def test_who_writes_is_seen_by_the_other_at_once(karin, made, visit, browser, live_server):
    from django.test import Client

    visit(karin, address(made, "tider"))
    with karin.expect_response("**/skriver/"):
        karin.locator("#reply-text").press_sequentially("Hej")
    client = Client()
    client.force_login(made.jonas)
    context = browser.new_context(viewport=DESK)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    other = context.new_page()
    other.goto(f"{live_server.url}{address(made, 'tider')}")
    expect(other.locator(".live")).to_contain_text("Karin Lingonstig skriver svar just nu")
    expect(other.locator(f"[data-pk='{made.items['tider'].pk}']")).to_contain_text("Karin skriver svar")
    other.fill("#reply-text", "Jonas var snabbare")
    other.get_by_role("button", name="Klart – svaret ligger ute").click()
    expect(other.locator(f"[data-pk='{made.items['tider'].pk}']")).to_have_count(0)
    context.close()
    karin.watch.expect(409)
    karin.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(karin.locator(".live")).to_contain_text("Jonas svarade medan du skrev. Din text finns kvar.")
    expect(karin.locator("#reply-text")).to_have_value("Hej")
    karin.get_by_role("button", name="Klart – svaret ligger ute").click()
    expect(karin.locator(".meanwhile")).to_contain_text("Jonas svarade medan du skrev. Din text finns kvar.")
    expect(karin.locator("#reply-text")).to_have_value("Hej")
    judge(karin)


def test_what_was_typed_is_there_when_one_comes_back(karin, made, visit):
    visit(karin, address(made, "tider"))
    karin.locator("#reply-text").press_sequentially("Halvfärdigt svar")
    karin.wait_for_timeout(700)
    karin.get_by_role("link", name="hej har simhallen öppet").click()
    karin.wait_for_url(f"**{address(made, 'simhall')}*")
    visit(karin, address(made, "tider"))
    expect(karin.locator("#reply-text")).to_have_value("Halvfärdigt svar")


def test_without_contact_a_line_says_so_and_the_text_stays(karin, made, visit):
    visit(karin, address(made, "tider"))
    karin.fill("#reply-text", "Vanliga tider. /Karin")
    karin.context.set_offline(True)
    karin.get_by_role("button", name="Klart – svaret ligger ute").click()
    expect(karin.get_by_role("alert")).to_contain_text("Ingen kontakt just nu.")
    expect(karin.locator("#reply-text")).to_have_value("Vanliga tider. /Karin")
    karin.context.set_offline(False)
    karin.get_by_role("button", name="Klart – svaret ligger ute").click()
    expect(karin.locator("#toasts")).to_contain_text("Besvarad.")


def test_a_reason_is_looked_for_while_one_types(karin, made, visit):
    visit(karin, f"{address(made, 'bygglov')}ta-bort/")
    karin.fill("#sok", "reklam")
    expect(karin.get_by_label("Kommersiellt budskap eller reklam")).to_be_visible()
    expect(karin.get_by_label("Hot", exact=True)).to_be_hidden()
    karin.fill("#sok", "negativ")
    expect(karin.get_by_text("Det är inget skäl att ta bort.")).to_be_visible()
    expect(karin.get_by_role("button", name="Fortsätt")).to_be_hidden()
    judge(karin)


def test_removing_says_what_will_happen_and_ends_with_the_copy(karin, made, visit):
    visit(karin, f"{address(made, 'forolampning')}ta-bort/")
    karin.get_by_role("button", name="Fortsätt").click()
    expect(karin.get_by_role("heading", name="Ta bort kommentaren?")).to_be_focused()
    expect(karin.locator(".happens")).to_contain_text("Jonas eftergranskar senast")
    judge(karin)
    karin.locator(".dialog-page").get_by_role("button", name="Ta bort").click()
    expect(karin.locator(".by-hand")).to_contain_text("Ta bort den nu i Facebook")
    expect(karin.locator(".evidence")).to_contain_text("sha-256")
    karin.get_by_role("button", name="Klart", exact=True).click()
    expect(karin.locator(".item-head")).to_contain_text("Borttagen")
    judge(karin)


def test_twenty_by_thumb_at_360_pixels(karin, made, visit):
    """Every comment in turn on a phone: no target smaller than 44 px high is needed, nothing scrolls sideways."""
    karin.set_viewport_size(PHONE)
    for number in range(6):
        clone = Item.objects.get(pk=made.items["tack"].pk)
        texts = list(clone.texts.all())
        clone.pk, clone.external_id = None, f"klon-{number}"
        clone.save()
        for text in texts:
            text.pk, text.item = None, clone
            text.save()
    visit(karin, "/kommentarer/")
    karin.locator("[data-row]").first.tap() if karin.context.browser is None else karin.locator(
        "[data-row]"
    ).first.click()
    done = 0
    while karin.locator("#item-title").count() and done < 20:
        judge(karin)
        summary = karin.locator(".no-answer > summary")
        box = summary.bounding_box()
        assert box and box["height"] >= 44
        summary.click()
        reason = karin.locator(".no-answer button").first
        assert reason.bounding_box()["height"] >= 44
        before = karin.url
        reason.click()
        if Item.objects.get(pk=int(before.rstrip("/").split("/")[-1])).kind == "message":
            minor = karin.get_by_role("button", name="Ringa betydelse")
            assert minor.bounding_box()["height"] >= 44
            minor.click()
        done += 1
        expect(karin).not_to_have_url(before)
        karin.wait_for_load_state("load")
    assert done == 20
    expect(karin.get_by_text("Allt är besvarat.")).to_be_visible()
    assert not Item.objects.open().exists()


def test_without_scripts_every_step_is_a_page(made, browser, live_server):
    from django.test import Client

    client = Client()
    client.force_login(made.karin)
    context = browser.new_context(viewport=DESK, java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/kommentarer/")
    page.get_by_role("link", name="Hej! Vilka tider gäller").click()
    page.fill("#reply-text", "Vanliga tider. /Karin")
    page.get_by_role("button", name="Klart – svaret ligger ute").click()
    expect(page.locator("[data-toast]")).to_contain_text("Besvarad.")
    page.goto(f"{live_server.url}{address(made, 'forolampning')}")
    page.get_by_role("link", name="Ta bort …").click()
    page.get_by_role("button", name="Fortsätt").click()
    page.locator(".dialog-page").get_by_role("button", name="Ta bort").click()
    expect(page.locator(".by-hand")).to_be_visible()
    context.close()
