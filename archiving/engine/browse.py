"""Opens one page in the browser, waits until it is whole, and takes it down from top to bottom."""

import io
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import BrowserContext, Error, Page, Request, Response, TimeoutError, sync_playwright

BROWSER = "/usr/bin/chromium-headless-shell"
WIDTH, SCREEN = 1280, 1000
TILE = 10 * SCREEN  # px: from 86 600 px on, one full-page picture silently has wrong rows
ARGUMENTS = (
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--disable-background-networking",
    "--js-flags=--max-old-space-size=512",
)
PRESENT = "() => document.scrollingElement ? document.scrollingElement.scrollHeight : 0"
# Nothing here adds a style or a script to the page: its Content-Security-Policy would forbid it.
SETTLE = """y => new Promise(done => { scrollTo({top: y, behavior: 'instant'});
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(scrollY), 120))) })"""
PICTURES_IN = """() => Promise.all([...document.images].filter(i => !i.complete).map(i => new Promise(done => {
  i.onload = i.onerror = done; setTimeout(done, 3000) }))).then(() => document.fonts.ready).then(() => true)"""
HIDE_FLOATING = """() => { for (const e of document.querySelectorAll('body *')) {
  const p = getComputedStyle(e).position;
  if (p === 'fixed' || p === 'sticky') e.style.setProperty('visibility', 'hidden', 'important') } }"""
TEXT = "() => document.body ? document.body.innerText : ''"
LOGIN_FIELDS = "() => [...document.querySelectorAll('input[type=password]')].filter(e => e.offsetParent).length"


@dataclass
class Taken:
    """A page as it was taken down. `cut_short` says why it is not all of it: "height", "time" or nothing."""

    final_url: str = ""
    status: int = 0
    title: str = ""
    text: str = ""
    password_fields: int = 0
    height: int = 0
    redirects: list[str] = field(default_factory=list)
    tiles: list[Path] = field(default_factory=list)
    printed: bytes = b""
    cut_short: str = ""
    refused: bool = False
    user_agent: str = ""
    browser: str = ""
    recycles_its_page: bool = False


class Unreachable(Exception):
    """The page did not answer, or what answered was not a page."""


def take(url: str, *, proxy_port: int, folder: Path, highest: int, seconds: float) -> Taken:
    """Take down the page at `url`: at most `highest` px of it, scrolling for at most `seconds`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=BROWSER,
            chromium_sandbox=True,
            env={"HOME": str(folder), "TMPDIR": str(folder), "PATH": "/usr/bin:/bin"},
            proxy={"server": f"http://127.0.0.1:{proxy_port}"},
            args=list(ARGUMENTS),
        )
        context = browser.new_context(
            viewport={"width": WIDTH, "height": SCREEN},
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            service_workers="block",
            reduced_motion="reduce",
            accept_downloads=False,
        )
        taken = Taken(browser=browser.version)
        _take_page(context, url, taken, folder=folder, highest=highest, until=time.monotonic() + seconds)
        browser.close()
        return taken


def _take_page(context: BrowserContext, url: str, taken: Taken, *, folder: Path, highest: int, until: float) -> None:
    page = context.new_page()
    context.on("page", lambda other: other.close() if other is not page else None)
    page.on("dialog", lambda dialog: dialog.dismiss())
    response = _open(page, url)
    taken.status, taken.refused = response.status, "x-socialgov-refused" in response.headers
    taken.redirects = _redirects(response)
    lines: dict[str, None] = {}
    taken.height = _scroll_down(page, taken, lines, highest=highest, until=until)
    taken.final_url, taken.title = page.url, page.title()
    taken.user_agent = page.evaluate("() => navigator.userAgent")
    taken.password_fields = page.evaluate(LOGIN_FIELDS)
    passed, standing = "\n".join(lines), page.evaluate(TEXT)
    taken.recycles_its_page = len(passed) > 1.5 * len(standing) + 200
    taken.text = passed if taken.recycles_its_page else standing
    if not taken.recycles_its_page and not taken.cut_short:
        page.emulate_media(media="screen")
        taken.printed = page.pdf(format="A4", print_background=True, tagged=True)
        page.emulate_media(media=None)
    _take_pictures(page, taken, folder)


def _open(page: Page, url: str) -> Response:
    """The answer to the first request, after redirects. A page that never finishes loading is taken as it stands."""
    try:
        response = page.goto(url, wait_until="commit", timeout=30_000)
    except Error as error:
        raise Unreachable(str(error).splitlines()[0]) from error
    if response is None:
        raise Unreachable("nothing to show at the address")
    try:
        page.wait_for_load_state("load", timeout=20_000)
    except TimeoutError:
        pass
    return response


def _redirects(response: Response) -> list[str]:
    chain: list[str] = []
    request: Request | None = response.request
    while request is not None:
        chain.append(request.url)
        request = request.redirected_from
    return chain[::-1]


def _scroll_down(page: Page, taken: Taken, lines: dict[str, None], *, highest: int, until: float) -> int:
    """Scroll to the end so that what loads late is there, and gather the `lines` of text that were passed on the way.

    Returns the height that will be taken, in px.
    """
    y = 0
    while y < (height := page.evaluate(PRESENT)):
        if y >= highest or time.monotonic() > until:
            taken.cut_short = "height" if y >= highest else "time"
            break
        page.evaluate(SETTLE, y)
        for line in page.evaluate(TEXT).splitlines():
            lines.setdefault(line)
        y += SCREEN * 4 // 5
    page.evaluate(PICTURES_IN)
    try:
        page.wait_for_load_state("networkidle", timeout=5_000)
    except TimeoutError:
        pass  # a page that polls is never idle
    page.evaluate(SETTLE, 0)
    height = page.evaluate(PRESENT)
    if height > highest:
        taken.cut_short = taken.cut_short or "height"
    return max(1, min(height, highest, y + SCREEN if taken.cut_short == "time" else highest))


def _take_pictures(page: Page, taken: Taken, folder: Path) -> None:
    """The page from top to bottom as tiles of at most TILE px."""
    for top in range(0, taken.height, TILE):
        height = min(TILE, taken.height - top)
        path = folder / f"page-{len(taken.tiles) + 1:03}.png"
        if taken.recycles_its_page:
            _join_screens(page, top, height).save(path, compress_level=6)
        else:
            area: Any = {"x": 0, "y": top, "width": WIDTH, "height": height}
            page.screenshot(path=path, full_page=True, clip=area, animations="disabled", timeout=60_000)
        taken.tiles.append(path)


def _join_screens(page: Page, top: int, height: int) -> Image.Image:
    """One screen after another: a page that recycles its rows is blank in a picture of the whole.

    What floats over the page is shown on the first screen only.
    """
    tile = Image.new("RGB", (WIDTH, height), "white")
    for y in range(top, top + height, SCREEN):
        at = int(page.evaluate(SETTLE, y))
        if y == SCREEN:
            page.evaluate(HIDE_FLOATING)
        rows = min(SCREEN, top + height - y)
        with Image.open(io.BytesIO(page.screenshot(animations="disabled", timeout=20_000))) as shot:
            strip = shot.convert("RGB").crop((0, y - at, WIDTH, min(y - at + rows, shot.height)))
        tile.paste(strip, (0, y - top))
    return tile
