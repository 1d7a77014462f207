"""What every page must stand: axe, a quiet console, no sideways scroll."""

from axe_playwright_python.sync_playwright import Axe

# Without these the browser tries to reach its maker at every start; the machine's network is closed.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]
_AXE = Axe()


class Watch:
    """Collects what goes wrong in a page, from before it is loaded."""

    def __init__(self, page):
        self.faults: list[str] = []
        self.allowed = {200}
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def expect(self, status: int) -> None:
        self.allowed = {200, status}

    def _console(self, message) -> None:
        if message.type not in ("error", "warning"):
            return
        if any(f"status of {status}" in message.text for status in self.allowed):
            return
        self.faults.append(f"console: {message.text}")

    def _failed(self, request) -> None:
        if request.failure and "ERR_ABORTED" not in request.failure:
            self.faults.append(f"not loaded: {request.url} {request.failure}")

    def _response(self, response) -> None:
        if response.status >= 400 and response.status not in self.allowed:
            self.faults.append(f"{response.status}: {response.url}")


def judge(page) -> None:
    """Fail with a line for each fault of the page as it stands now."""
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready")
    faults = list(page.watch.faults)
    page.watch.faults.clear()
    for violation in _AXE.run(page).response["violations"]:
        for node in violation["nodes"]:
            faults.append(f"axe {violation['id']}: {node['html'][:200]} – {node.get('failureSummary', '')[:300]}")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        faults.append(f"scrolls sideways by {wide} px: {widest(page)}")
    assert not faults, f"{page.url} at {page.viewport_size}:\n" + "\n".join(faults)


def widest(page) -> str:
    """The element that reaches furthest out, to find it by."""
    return page.evaluate(
        """() => {
          const out = [...document.querySelectorAll("body *")].map((e) => [e.getBoundingClientRect().right, e]);
          out.sort((a, b) => b[0] - a[0]);
          return out.length ? out[0][1].outerHTML.slice(0, 200) : "";
        }"""
    )
