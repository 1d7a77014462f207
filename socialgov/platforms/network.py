"""The way out to the network: every connection is looked at when it is made, so nothing between can change the answer.

A name is looked up once, each address it gives is checked, and the connection goes to that very address: a name that
changes its mind afterwards (DNS rebinding), a redirect or a strange spelling of an address leads nowhere private.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore
import httpx
from httpcore import NetworkStream

Resolve = Callable[[str, int], list[str]]


class PrivateAddress(Exception):
    """A host that leads into a private network, this machine, or nowhere on the public internet."""


class NameNotFound(Exception):
    """The name has no address."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, in the order the system prefers."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NameNotFound(host) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an address is out on the internet, also the IPv4 address that some IPv6 addresses carry inside."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in ipaddress.ip_network("64:ff9b::/96") or ip in ipaddress.ip_network("::/96"):
            inside = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if ip in ipaddress.ip_network("64:ff9b:1::/48"):
            return False
        if inside is not None:
            return is_public(str(inside))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


class Deadline:
    """A moment of the machine's own clock after which a request has taken too long."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, at_most: float | None) -> float:
        """Seconds that remain, never more than `at_most`. Raises httpcore.ReadTimeout when none remain."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the whole request took too long")
        return left if at_most is None else min(left, at_most)


class _TimedStream(NetworkStream):
    """Counts every read against the whole request's time: a server that drips a byte a second gets no further."""

    def __init__(self, inner: NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _CheckedBackend(httpcore.NetworkBackend):
    def __init__(self, deadline: Deadline, allowed: frozenset[tuple[str, int]], resolve: Resolve) -> None:
        self._deadline, self._allowed, self._resolve = deadline, allowed, resolve
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        addresses = self._resolve(host, port)
        public = port in (80, 443) and addresses and all(map(is_public, addresses))
        if not public and (host, port) not in self._allowed:
            raise PrivateAddress(host)
        failed: Exception = httpcore.ConnectError(host)
        for address in addresses[:4]:
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
                return _TimedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed


class _Body(httpx.SyncByteStream):
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        yield from self._inner

    def close(self) -> None:
        self._inner.close()


class CheckedTransport(httpx.BaseTransport):
    """One request's transport. `allowed`: hosts with port that may be private (the local sample site)."""

    def __init__(
        self, *, seconds: float, allowed: frozenset[tuple[str, int]] = frozenset(), resolve: Resolve = resolve
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=1,
            network_backend=_CheckedBackend(Deadline(seconds), allowed, resolve),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream))

    def close(self) -> None:
        self._pool.close()
