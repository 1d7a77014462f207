"""People at their own browsers: each signs in through the form and keeps their session while the others work."""

from contextlib import contextmanager

from playwright.sync_api import expect

from tests.browser.conftest import DESK
from tests.browser.pages import Watch, judge


class Seat:
    """One person's browser. `open` goes to a page and judges it; `press`, `fill` and `choose` do what a hand does."""

    def __init__(self, page, base: str, password: str):
        self.page, self.base, self.password = page, base, password
        page.watch = Watch(page)
        page.watch.allowed |= {422}
        page.set_default_timeout(10_000)

    def sign_in(self, email: str) -> "Seat":
        self.page.goto(f"{self.base}/konto/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", self.password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: "/konto/login/" not in url)
        return self

    def open(self, path: str) -> "Seat":
        response = self.page.goto(path if path.startswith("http") else f"{self.base}{path}")
        assert response is not None and response.status == 200, f"{path} answered {response and response.status}"
        judge(self.page)
        return self

    def press(self, name: str, *, within: str = "main", exact: bool = False) -> "Seat":
        """A button or link by its words, then the page that follows is judged."""
        place = self.page.locator(within)
        target = place.get_by_role("button", name=name, exact=exact).or_(
            place.get_by_role("link", name=name, exact=exact)
        )
        target.first.click()
        self.settle()
        judge(self.page)
        return self

    def settle(self) -> None:
        """Wait until the page that was asked for is there, whole or swapped in."""
        self.page.wait_for_load_state("load")
        expect(self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)

    def fill(self, label: str, text: str) -> "Seat":
        self.page.get_by_label(label, exact=True).fill(text)
        return self

    def choose(self, label: str, option: str) -> "Seat":
        self.page.get_by_label(label, exact=True).select_option(label=option)
        return self

    def tick(self, label: str) -> "Seat":
        self.page.get_by_label(label, exact=True).check()
        return self

    def sees(self, text: str) -> "Seat":
        self.page.get_by_text(text).first.wait_for(state="visible")
        return self

    def confirm_password(self) -> "Seat":
        """The page that asks who you are again."""
        self.page.wait_for_url("**/reauthenticate/**")
        self.page.fill("input[name=password]", self.password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state("load")
        return self


@contextmanager
def seat(browser, base: str, password: str = "", **options):
    """A browser of one's own; closed afterwards."""
    settings = {"viewport": DESK, "locale": "sv-SE", "timezone_id": "Europe/Stockholm", "reduced_motion": "reduce"}
    context = browser.new_context(**(settings | options))
    try:
        yield Seat(context.new_page(), base, password)
    finally:
        context.close()
