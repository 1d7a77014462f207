"""What the frame's scripts do: drafts, double presses, dialogs, toasts, focus, the shared tablet."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.factories.organisation import PASSWORD, PersonFactory
from tests.look import urls_for_tests

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.look.urls_for_tests")]


@pytest.fixture
def person():
    return PersonFactory(name="Fatima Solbänk", email="fatima@ljungsele.example", signs_in=True)


@pytest.fixture(autouse=True)
def _nothing_done(empty_cache):
    urls_for_tests.done.clear()


def drafts(page):
    return page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('draft:'))")


def until(page, condition: str) -> None:
    """Wait in the page itself: Playwright's own waiting evaluates strings, which our security policy forbids."""
    page.evaluate(
        f"""() => new Promise((done, fail) => {{
          let left = 300;
          const look = () => ({condition}) ? done() : left-- ? requestAnimationFrame(look) : fail(new Error("never"));
          look();
        }})"""
    )


def write(page, text):
    page.fill("#id_text", text)
    until(page, "Object.keys(localStorage).some((k) => k.startsWith('draft:'))")


def test_what_was_typed_comes_back_after_signing_in_again(page, visit, sign_in, person, live_server):
    sign_in(person)
    visit(page, "/prov/form/")
    write(page, "Hej! Jag återkommer i morgon.")
    Session.objects.all().delete()
    page.goto(f"{live_server.url}/prov/form/")
    expect(page.locator("h1")).to_have_text("Logga in")
    page.fill("#id_login", person.email)
    page.fill("#id_password", PASSWORD)
    page.click("main button.btn-primary")
    expect(page.locator("#id_text")).to_have_value("Hej! Jag återkommer i morgon.")
    expect(page.locator(".draft-line")).to_contain_text("Det du skrev förra gången är tillbaka.")


def test_a_draft_is_not_readable_in_the_browser_and_holds_no_password(page, visit, sign_in, person):
    sign_in(person)
    visit(page, "/prov/form/")
    page.fill("#id_secret", "hemligt-ord")
    write(page, "Personuppgift om Vera")
    kept = page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert "Vera" not in kept
    assert "hemligt" not in kept


def test_the_next_person_gets_nothing_of_the_last_ones_draft(page, visit, sign_in, person):
    sign_in(person)
    visit(page, "/prov/form/")
    write(page, "Bara mitt")
    page.context.clear_cookies()
    sign_in(PersonFactory())
    visit(page, "/prov/form/")
    expect(page.locator("#id_text")).to_have_value("")


def test_a_draft_older_than_a_day_is_dropped_even_on_the_sign_in_page(page, visit, sign_in, person):
    sign_in(person)
    visit(page, "/prov/form/")
    write(page, "Gammalt")
    page.evaluate(
        """() => { for (const k of Object.keys(localStorage)) { const v = JSON.parse(localStorage[k]);
             localStorage[k] = JSON.stringify({...v, at: v.at - 25 * 3600 * 1000}); } }"""
    )
    page.context.clear_cookies()
    visit(page, "/konto/login/")
    assert drafts(page) == []


def test_a_draft_goes_when_the_form_has_done_its_work(page, visit, sign_in, person):
    sign_in(person)
    visit(page, "/prov/form/")
    write(page, "Klart svar")
    page.click("text=Skicka svar")
    page.wait_for_url("**/style/")
    until(page, "!Object.keys(localStorage).some((k) => k.startsWith('draft:'))")
    visit(page, "/prov/form/")
    expect(page.locator("#id_text")).to_have_value("")


def test_a_draft_stays_when_the_form_was_refused(page, visit, sign_in, person):
    sign_in(person)
    visit(page, "/prov/form/")
    write(page, "x" * 230)
    page.click("text=Skicka svar")
    summary = page.locator(".error-summary")
    expect(summary).to_contain_text("Texten är 30 tecken för lång. Korta den.")
    expect(summary).to_be_focused()
    expect(page.locator("#id_text")).to_have_value("x" * 230)
    assert len(drafts(page)) == 1


def test_a_double_press_sends_once(page, visit, sign_in, person):
    sign_in(person)
    visit(page, "/prov/form/")
    page.fill("#id_text", "En gång")
    page.dblclick("text=Skicka svar")
    page.wait_for_url("**/style/")
    assert urls_for_tests.done == ["En gång"]


def test_a_toast_says_what_was_done_and_can_be_undone(page, visit, sign_in, person):
    sign_in(person)
    visit(page, "/prov/form/")
    page.fill("#id_text", "Hej")
    page.click("text=Skicka svar")
    toast = page.locator("[data-toast]")
    expect(toast).to_contain_text("Svaret skickas om 20 sek.")
    toast.get_by_role("button", name="Ångra").click()
    expect(page.locator("[data-toast]")).to_contain_text("Ångrat.")


def test_a_dialog_asks_first_and_gives_focus_back(page, visit, sign_in, person):
    sign_in(person)
    visit(page, "/style/")
    opener = page.locator("[data-dialog]")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Låt stå")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_focus_stays_with_the_part_that_was_changed(page, visit, sign_in, person):
    sign_in(person)
    visit(page, "/prov/form/")
    page.locator("#swap").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#part h2")).to_be_focused()


def test_the_skip_link_leads_to_the_content(page, visit, sign_in, person):
    sign_in(person)
    visit(page, "/style/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_a_shared_tablet_warns_and_signs_out_by_itself(page, visit, sign_in, person):
    page.clock.install()
    sign_in(person, shared_tablet=True)
    page.set_viewport_size(PHONE)
    visit(page, "/prov/form/")
    bar = page.locator("[data-tablet]")
    expect(bar).to_contain_text("Fatima Solbänk")
    page.fill("#id_text", "Halvvägs")
    page.clock.run_for(15_000)
    expect(bar).to_contain_text("Du loggas ut om 2 min.")
    page.get_by_role("button", name="Stanna kvar").click()
    expect(page.locator("[data-tablet-warning]")).to_be_hidden()
    page.clock.run_for(125_000)
    expect(page.locator("h1")).to_have_text("Logga in")
    assert "next=" in page.url
    page.fill("#id_login", person.email)
    page.fill("#id_password", PASSWORD)
    page.click("main button.btn-primary")
    expect(page.locator("#id_text")).to_have_value("Halvvägs")


@pytest.mark.parametrize(
    ("path", "status"),
    [("/prov/forbidden/", 403), ("/prov/bad/", 400), ("/prov/broken/", 500), ("/prov/too-many/", 429)],
)
def test_failure_pages_hold(page, visit, sign_in, person, path, status):
    sign_in(person)
    page.set_viewport_size(PHONE)
    visit(page, path, status=status)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_public_page_is_one_request_and_one_style_sheet(page, visit, theme, width):
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if not request.url.startswith("data:") else None)
    visit(page, "/prov/public/")
    assert len(asked) == 2, asked
    assert page.evaluate("[...document.fonts].some((f) => f.status === 'loaded')")
    assert page.evaluate("document.scripts.length") == 0
