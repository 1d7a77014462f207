"""From a loopback port, which a browser understands, to the checking proxy's socket, which is a file."""

import socket
import threading
from contextlib import suppress
from pathlib import Path

CHUNK = 65536


def open_bridge(proxy: Path) -> int:
    """Start passing connections on. The port the browser is to use as its proxy."""
    server = socket.create_server(("127.0.0.1", 0), backlog=128)
    threading.Thread(target=_accept, args=(server, str(proxy)), daemon=True).start()
    return server.getsockname()[1]


def _accept(server: socket.socket, proxy: str) -> None:
    while True:
        near, _address = server.accept()
        far = socket.socket(socket.AF_UNIX)
        try:
            far.connect(proxy)
        except OSError:
            near.close()
            continue
        for source, target in ((near, far), (far, near)):
            threading.Thread(target=_copy, args=(source, target), daemon=True).start()


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(CHUNK):
            target.sendall(data)
    for end, how in ((target, socket.SHUT_WR), (source, socket.SHUT_RD)):
        with suppress(OSError):
            end.shutdown(how)
