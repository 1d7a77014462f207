"""Something outside to talk to: a server of the test's own, and the sample site as a process of its own."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Reply = tuple[int, dict[str, str], bytes]
ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def server(reply: Callable[[BaseHTTPRequestHandler], Reply | None]) -> Iterator[str]:
    """An HTTP server on a free port whose every answer is `reply`'s; None: it has written something itself."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            answer = reply(self)
            if answer is None:
                self.close_connection = True
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body)), "Connection": "close"} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            if status != 304:
                self.wfile.write(body)

        do_GET = do_POST = do_DELETE = _answer

        def log_message(self, format, *args):
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}"
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()


@contextmanager
def sample_site(folder: Path, *options: str) -> Iterator[str]:
    """The sample site as `./run` starts it, on a free port."""
    command = [sys.executable, "-m", "socialgov.local.channels", "--port", "0", "--data", str(folder), *options]
    bare = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}  # no database, no secrets
    process = subprocess.Popen(command, cwd=ROOT, env=bare, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline()
        assert line.startswith("Ready "), line
        yield line.removeprefix("Ready ").strip()
    finally:
        process.terminate()
        assert process.wait(timeout=10) == 0
        process.stdout.close()
