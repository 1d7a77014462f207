"""Serves the sample site: python -m socialgov.local.channels --port 8001 --data var/channels

Set SAMPLE_SITE_URL=http://127.0.0.1:8001 for the system. Prints one line when it answers.
"""

import argparse
import json
import signal
import socketserver
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from socialgov.platforms.connectors.words import instant

from .site import Site
from .store import Store, password


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64


class _Quiet(WSGIRequestHandler):
    timeout = 30  # seconds that a connection may stay silent

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what visitors of the sample do is of no interest."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m socialgov.local.channels", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="0: any free one")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--data", type=Path, required=True, help="a folder of its own")
    parser.add_argument("--now", type=_moment, help="what the first start takes for now, as 2026-11-20T10:00")
    parser.add_argument("--dates", type=Path, help='JSON such as {"C10": "2026-11-20T08:41"}: when these were written')
    options = parser.parse_args(arguments)
    now = options.now or datetime.now(UTC)
    try:
        store = Store(options.data, now=now, dates=_dates(options.dates))
        secret = password(options.data)
        site = Site(store, secret, clock=lambda: datetime.now(UTC))
        server = make_server(options.host, options.port, site, server_class=_Server, handler_class=_Quiet)
    except OSError as error:
        sys.stderr.write(f"The sample site cannot start on port {options.port}: {error}. Choose another with --port.\n")
        return 1
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"Ready http://{options.host}:{server.server_port}\n")
    sys.stdout.flush()
    with server:
        server.serve_forever(poll_interval=0.1)
    return 0


def _moment(text: str) -> datetime:
    found = instant(text)
    if found is None:
        raise argparse.ArgumentTypeError("write it as 2026-11-20T10:00")
    return found


def _dates(file: Path | None) -> Mapping[str, datetime]:
    return {name: _moment(at) for name, at in json.loads(file.read_text()).items()} if file else {}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
