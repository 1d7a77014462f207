"""A small web for captures to visit, on loopback: each page has one difficulty."""

import io
import struct
import threading
import zlib
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LONG = 36_000  # px


def png(red: int, green: int, blue: int, width: int = 300, height: int = 200) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes((red, green, blue)) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def page(body: str, title: str = "Biblioteket", style: str = "") -> str:
    return (
        f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>{title}</title>'
        f"<style>body{{margin:0;font:18px sans-serif}}{style}</style><body>{body}"
    )


SHORT = page("<h1>Välkommen till biblioteket</h1><p>Öppet tisdag–fredag kl. 10–17. Båtar, ål och överfart.</p>")
POSTS = "".join(
    f'<div class="p"><h2>Inlägg {n}</h2><img loading="lazy" src="/bild/{n}.png" width="300" height="200"></div>'
    for n in range(60)
)
FEED = page(
    f'<header>Flödet</header><div id="all">{POSTS}</div>',
    style=".p{height:600px;border-bottom:1px solid}header{position:fixed;top:0;background:#ff0;width:100%}",
)
RECYCLING = page(
    """<div id="w" style="position:relative;height:20000px"></div><script>
    const draw=()=>{w.innerHTML='';const a=Math.max(0,Math.floor(scrollY/250)-2);for(let n=a;n<Math.min(80,a+9);n++){
    const d=document.createElement('div');d.className='r';d.style.top=n*250+'px';
    d.textContent='Inlägg nummer '+n+' om böcker, program och öppettider på biblioteket den här veckan';w.append(d)}};
    addEventListener('scroll',draw);draw()</script>""",
    style=".r{position:absolute;height:240px;width:100%;background:#cde}",
)
ENDLESS = page(
    """<div id="a"><p style="height:1500px">Början</p></div><script>addEventListener('scroll',()=>{
    const d=document.createElement('p');d.style.height='3000px';d.textContent='mer';a.append(d)})</script>"""
)
HOG = page("<script>window.a=[];setInterval(()=>{for(let i=0;i<20;i++)a.push(new Uint8Array(4e6).fill(7))},5)</script>")
WALL = page(
    "<h1>Instagram</h1><form><input name=u><input type=password name=p><button>Logga in</button></form>", "Logga in"
)
NOSY = page(
    """<h1>Nyfiken sida</h1><iframe src="http://{other}/iframe"></iframe><img src="http://{other}/img.png">
    <img src="http://169.254.169.254/latest/meta-data"><img src="http://[::1]:80/v6.png"><script>
    fetch('http://{other}/fetch',{mode:'no-cors'}).catch(()=>0);new WebSocket('ws://{other}/ws')</script>"""
)
STRICT = (
    '<!doctype html><html lang="sv"><meta charset="utf-8"><title>Sträng</title>'
    f'<link rel="stylesheet" href="/strang.css"><body><main id="all">{POSTS}</main>'
)
PAGES = {"/kort": SHORT, "/flode": FEED, "/aterbruk": RECYCLING, "/utan-slut": ENDLESS, "/minne": HOG, "/login": WALL}


class Site(ThreadingHTTPServer):
    daemon_threads = True
    other = prefix = ""

    def at(self, host: str) -> None:
        """Answer as the sample site does for one of its hosts: under its name."""
        self.prefix = f"/{host}"

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.hits: list[str] = []

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self):
        path = self.path.partition("?")[0].removeprefix(self.server.prefix)
        self.server.hits.append(path)
        if path in PAGES:
            return self._say(200, PAGES[path])
        if path == "/strang":
            return self._say(200, STRICT, policy="default-src 'none'; img-src 'self'; style-src 'self'")
        if path == "/strang.css":
            return self._say(200, "html{scroll-behavior:smooth}.p{height:600px}", "text/css")
        if path == "/nyfiken":
            return self._say(200, NOSY.replace("{other}", self.server.other))
        if path.startswith("/bild/"):
            return self._say(200, png(int(path[6:-4]) * 4, 120, 60), "image/png")
        if path == "/till-privat":
            return self._say(302, "", location=f"http://{self.server.other}/hemligt")
        if path == "/till-login":
            return self._say(302, "", location="/accounts/login/")
        if path == "/accounts/login/":
            return self._say(200, WALL)
        if path == "/stor":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"<p>" + b"ord och " * 12_000)
            except OSError:
                return None
        return self._say(404, page("<h1>Sidan finns inte</h1>"))

    def _say(
        self,
        status: int,
        body: str | bytes,
        kind: str = "text/html; charset=utf-8",
        location: str = "",
        policy: str = "",
    ):
        content = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if location:
            self.send_header("Location", location)
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


@contextmanager
def serving():
    site = Site()
    threading.Thread(target=site.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()


def picture(width: int = 400, height: int = 800) -> io.BytesIO:
    return io.BytesIO(png(10, 90, 60, width, height))
