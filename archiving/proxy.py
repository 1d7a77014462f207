"""The checking proxy: the capture browser's only way out. Every connection passes it, redirects and websockets too.

It connects only to public addresses on the ports of the web, and to the very address it checked, so that a name can't
point elsewhere a moment later. It counts bytes and stops at a limit.
"""

import asyncio
import logging
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from socialgov.platforms.network import is_public

log = logging.getLogger(__name__)
PORTS = frozenset({80, 443, 8080, 8443})
HEAD_BYTES = 64 * 1024
CHUNK = 64 * 1024
HEAD_SECONDS, CONNECT_SECONDS, IDLE_SECONDS = 15, 10, 40
AT_ONCE = 64
_HOP = {b"proxy-connection", b"proxy-authorization", b"connection", b"keep-alive", b"te", b"trailer"}


class Refused(Exception):
    """The address is not one that a capture may reach."""


@dataclass(frozen=True)
class Reach:
    """What a capture may reach: public addresses, unless `only_named`, and the places in `named` ("host:port")."""

    named: frozenset[str] = frozenset()
    only_named: bool = False

    def check(self, host: str, port: int, addresses: list[str]) -> str:
        """The address to connect to. One that is not public makes the whole name refused."""
        if f"{host.lower()}:{port}" in self.named:
            return addresses[0]
        if self.only_named:
            raise Refused(f"{host} is not part of the sample site")
        if port not in PORTS:
            raise Refused(f"port {port}")
        for address in addresses:
            if not is_public(address):
                raise Refused(f"{host} is {address}, which is not public")
        return addresses[0]


@dataclass
class Traffic:
    """What went through. `refused` lists the places that were not reached, for the metadata of the capture."""

    received: int = 0
    requests: int = 0
    refused: list[str] = field(default_factory=list)
    exhausted: bool = False


class CheckingProxy:
    """`with CheckingProxy(socket, reach=…, byte_limit=…) as proxy:` listens in a thread of its own."""

    def __init__(self, path: Path, *, reach: Reach, byte_limit: int, resolve: Callable | None = None):
        self.path, self.reach, self.byte_limit = path, reach, byte_limit
        self.traffic = Traffic()
        self._resolve = resolve or _resolve
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "CheckingProxy":
        self._thread.start()
        if not self._ready.wait(10):
            raise OSError("The checking proxy did not start.")
        return self

    def __exit__(self, *exception) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._loop.close()

    async def _serve(self) -> None:
        self._stop, self._slots = asyncio.Event(), asyncio.Semaphore(AT_ONCE)
        server = await asyncio.start_unix_server(self._client, path=str(self.path), limit=HEAD_BYTES)
        self.path.chmod(0o600)
        self._ready.set()
        await self._stop.wait()
        server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with self._slots:
                await self._answer(reader, writer)
        except Refused as refusal:
            self.traffic.refused.append(str(refusal)[:300])
            await _say(writer, b"403 Forbidden", b"X-Socialgov-Refused: 1\r\n")
        except (TimeoutError, OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            log.debug("capture proxy: %s", error)
            await _say(writer, b"502 Bad Gateway")
        finally:
            with suppress(Exception):
                writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), HEAD_SECONDS)
        method, target, lines = _parse(head)
        self.traffic.requests += 1
        if self.traffic.exhausted:
            raise Refused("the limit for one page is reached")
        if method == b"CONNECT":
            host, port = _host_and_port(f"//{target}", default=443)
            far_reader, far_writer = await self._connect(host, port)
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await self._both_ways(reader, writer, far_reader, far_writer)
            return
        parts = urlsplit(target)
        if parts.scheme != "http":
            raise Refused(f"{parts.scheme or 'no'} scheme")
        host, port = _host_and_port(target, default=80)
        far_reader, far_writer = await self._connect(host, port)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        kept = [line for line in lines if line.partition(b":")[0].strip().lower() not in _HOP]
        far_writer.write(
            b"%s %s HTTP/1.1\r\n" % (method, path.encode("latin-1"))
            + b"\r\n".join([*kept, b"Connection: close"])
            + b"\r\n\r\n"
        )
        await self._one_exchange(reader, writer, far_reader, far_writer, length=_length(lines))

    async def _connect(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        addresses = await asyncio.wait_for(self._resolve(host, port), CONNECT_SECONDS)
        address = self.reach.check(host, port, addresses)
        return await asyncio.wait_for(asyncio.open_connection(address, port, limit=HEAD_BYTES), CONNECT_SECONDS)

    async def _both_ways(self, reader, writer, far_reader, far_writer) -> None:
        up = asyncio.create_task(self._copy(reader, far_writer, counted=False))
        down = asyncio.create_task(self._copy(far_reader, writer, counted=True))
        try:
            await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
            if up.done() and not down.done():
                await asyncio.wait({down}, timeout=IDLE_SECONDS)
        finally:
            up.cancel()
            down.cancel()
            await asyncio.gather(up, down, return_exceptions=True)
            far_writer.close()

    async def _one_exchange(self, reader, writer, far_reader, far_writer, *, length: int) -> None:
        """One request, one answer, then closed: a kept connection could carry a request meant for another place."""
        try:
            while length > 0:
                data = await asyncio.wait_for(reader.read(min(CHUNK, length)), IDLE_SECONDS)
                if not data:
                    return
                length -= len(data)
                far_writer.write(data)
                await far_writer.drain()
            while True:
                head = await asyncio.wait_for(far_reader.readuntil(b"\r\n\r\n"), IDLE_SECONDS)
                first, *lines = head[:-4].split(b"\r\n")
                if first.split(b" ", 2)[1][:1] != b"1":
                    break
            kept = [line for line in lines if line.partition(b":")[0].strip().lower() not in _HOP]
            writer.write(b"\r\n".join([first, *kept, b"Connection: close"]) + b"\r\n\r\n")
            await self._copy(far_reader, writer, counted=True)
        finally:
            far_writer.close()

    async def _copy(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, counted: bool) -> None:
        with suppress(OSError, TimeoutError):
            while data := await asyncio.wait_for(source.read(CHUNK), IDLE_SECONDS):
                if counted:
                    self.traffic.received += len(data)
                    if self.traffic.received > self.byte_limit:
                        self.traffic.exhausted = True
                        return
                target.write(data)
                await target.drain()
            if target.can_write_eof():
                target.write_eof()


async def _resolve(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in sorted(found, key=lambda entry: entry[0] != socket.AF_INET)]


async def _say(writer: asyncio.StreamWriter, status: bytes, extra: bytes = b"") -> None:
    with suppress(OSError):
        writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\nConnection: close\r\n" + extra + b"\r\n")
        await writer.drain()


def _parse(head: bytes) -> tuple[bytes, str, list[bytes]]:
    first, *lines = head[:-4].split(b"\r\n")
    method, target, _version = first.split(b" ")
    return method.upper(), target.decode("latin-1"), lines


def _host_and_port(address: str, *, default: int) -> tuple[str, int]:
    parts = urlsplit(address)
    if not parts.hostname:
        raise Refused("no host")
    return parts.hostname, parts.port or default


def _length(lines: list[bytes]) -> int:
    for line in lines:
        name, _colon, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0
