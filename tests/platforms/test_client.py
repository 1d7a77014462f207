"""The guarded client opens what is public, and nothing else, and never takes more than it asked for."""

import gzip
import threading

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgov.platforms import client as c
from socialgov.platforms.network import is_public
from tests.platforms.outside import server

QUICK = c.Limits(seconds=1.0, connect_seconds=0.5, bytes=20_000, redirects=3)
ANY = ("text/plain", "application/json")
TEXT = {"Content-Type": "text/plain"}


def talk(reply, url="https://a.example/x", **options):
    with server(reply) as site:
        return c.Client(sample=site, limits=QUICK).get(url, accept=ANY, **options)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "255.255.255.255", "224.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1",
        "::127.0.0.1", "no address",
    ],
)  # fmt: skip
def test_an_address_that_is_not_on_the_internet_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2a00:801:0:1::1", "::ffff:93.184.215.14"])
def test_an_address_on_the_internet_is_public(address):
    assert is_public(address)


@given(
    st.ip_addresses(network="10.0.0.0/8") | st.ip_addresses(network="127.0.0.0/8") | st.ip_addresses(network="fd00::/8")
)
def test_no_private_address_is_public_in_any_spelling(address):
    assert not is_public(str(address))
    if address.version == 4:
        assert not is_public(f"::ffff:{address}")
        assert not is_public(f"64:ff9b::{address}")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://[::1]/", "https://localhost/", "http://0x7f000001/", "http://2130706433/",
        "http://127.1/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/meta-data/",
    ],
)  # fmt: skip
def test_this_machine_is_not_reached_by_any_spelling(url):
    with pytest.raises((c.PrivateNetwork, c.NoSuchHost)):
        c.Client(limits=QUICK).get(url, accept=ANY)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.se/",
        "file:///etc/passwd",
        "gopher://a.se",
        "http://a.se:6379/",
        "https://a:b@a.se/",
        "//a.se",
        "http://a.se:x/",
        "",
    ],
)
def test_other_schemes_ports_and_hidden_names_are_never_opened(url):
    with pytest.raises(c.NotAllowed):
        c.Client(limits=QUICK, resolve=lambda *_: pytest.fail("looked up")).get(url, accept=ANY)


def test_a_name_with_one_private_address_among_public_ones_is_refused():
    client = c.Client(limits=QUICK, resolve=lambda *_: ["93.184.215.14", "10.0.0.1"])
    with pytest.raises(c.PrivateNetwork) as raised:
        client.get("https://intranet.ljungsele.se/", accept=ANY)
    assert "intranet.ljungsele.se" in str(raised.value)


def test_a_name_is_looked_up_once_and_the_connection_goes_to_that_address(monkeypatch):
    answers, reached = iter([["93.184.215.14"], ["127.0.0.1"]]), []

    def connect(self, host, port, *_args):
        reached.append((host, port))
        raise httpcore.ConnectError("not in a test")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(c.NoAnswer):
        c.Client(limits=QUICK, resolve=lambda *_: next(answers)).get("https://rebinding.se/", accept=ANY)
    assert reached == [("93.184.215.14", 443)]


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/ljungselekommun.exempel", "https://x.com/ljungsele_ex", "https://x.com/ljungsele%5Fex/",
        "https://www.linkedin.com/company/ljungselekommun-exempel/", "https://www.youtube.com/@ljungselekulturskola-exempel",
        "https://skolbloggen.ljungsele.example/", "https://a.exempel./", "https://graph.facebook.com/v1/x?page=a.exempel",
    ],
)  # fmt: skip
def test_the_samples_accounts_are_never_fetched_from_the_real_world(url):
    with pytest.raises(c.SampleOnly):
        c.Client(limits=QUICK, resolve=lambda *_: pytest.fail("looked up")).get(url, accept=ANY)


def test_with_a_sample_site_they_are_fetched_from_there():
    answer = talk(lambda r: (200, TEXT, r.path.encode()), "https://www.facebook.com/bjorkdungen.exempel?a=1")
    assert answer.body == b"/facebook.com/bjorkdungen.exempel?a=1"
    assert answer.url == "https://www.facebook.com/bjorkdungen.exempel?a=1"


@pytest.mark.parametrize(
    ("to", "error"),
    [
        ("http://127.0.0.1:6379/", c.UnsafeRedirect),
        ("http://169.254.169.254/", c.UnsafeRedirect),
        ("https://127.0.0.1/", c.PrivateNetwork),
        ("https://10.0.0.1/", c.PrivateNetwork),
        ("file:///etc/passwd", c.UnsafeRedirect),
        ("https://b.se:8443/", c.NotAllowed),
        ("https://x.com/ljungsele_ex", None),
        ("", c.TooManyRedirects),
    ],
)
def test_every_redirect_is_looked_at_anew(to, error):
    def reply(request):
        return (200, TEXT, b"there") if "x.com" in request.path else (302, {"Location": to}, b"")

    if error is None:
        assert talk(reply).body == b"there"
    else:
        with pytest.raises(error):
            talk(reply)


def test_the_sample_sites_private_address_is_not_open_to_anybody_else():
    with server(lambda r: (200, TEXT, b"inside")) as site:
        port = site.rpartition(":")[2]
        client = c.Client(sample=site, limits=QUICK, resolve=lambda *_: ["127.0.0.1"])
        with pytest.raises((c.PrivateNetwork, c.NotAllowed)):
            client.get(f"http://elak.se:{port}/", accept=ANY)
        with pytest.raises(c.PrivateNetwork):
            client.get("http://elak.se/", accept=ANY)


def test_a_password_goes_only_to_the_host_it_is_for():
    seen = []

    def reply(request):
        seen.append(request.headers.get("Authorization"))
        return 302, {"Location": "https://b.example/"}, b""

    with pytest.raises(c.UnsafeRedirect):
        talk(reply, sign_in=("name", "secret"))
    assert len(seen) == 1
    with pytest.raises(c.NotAllowed):
        c.Client(limits=QUICK).get("http://a.se/", accept=ANY, sign_in=("name", "secret"))


def test_what_changes_something_is_not_sent_on():
    with server(lambda r: (307, {"Location": "https://a.example/y"}, b"")) as site, pytest.raises(c.UnsafeRedirect):
        c.Client(sample=site, limits=QUICK).request("POST", "https://a.example/x", accept=ANY, json={})


def test_no_cookie_is_kept_and_it_says_who_it_is():
    seen = []

    def reply(request):
        seen.append(dict(request.headers))
        return (
            (302, {"Location": "/a.example/y", "Set-Cookie": "a=b; Path=/"}, b"")
            if len(seen) == 1
            else (200, TEXT, b"")
        )

    talk(reply)
    assert len(seen) == 2
    assert all("Cookie" not in headers for headers in seen)
    assert seen[0]["User-Agent"].startswith("socialgov/")


def test_more_than_was_asked_for_is_not_taken():
    with pytest.raises(c.TooLarge):
        talk(lambda r: (200, TEXT, b"x" * 30_000))


def test_a_small_packet_that_unpacks_to_something_huge_is_not_unpacked():
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 60_000
    with server(lambda r: (200, TEXT | {"Content-Encoding": "gzip"}, bomb)) as site:
        client = c.Client(sample=site, limits=c.Limits(seconds=5, bytes=100_000))
        with pytest.raises(c.TooLarge):
            client.get("https://a.example/", accept=ANY)


def test_what_is_packed_is_unpacked():
    packed = gzip.compress("å".encode() * 100)
    assert talk(lambda r: (200, TEXT | {"Content-Encoding": "gzip"}, packed)).body == "å".encode() * 100


@pytest.mark.parametrize(
    ("headers", "body", "error"),
    [
        (TEXT | {"Content-Encoding": "gzip"}, b"not packed", c.WrongKind),
        (TEXT | {"Content-Encoding": "gzip"}, gzip.compress(b"cut off", mtime=0)[:-9], c.NoAnswer),
        (TEXT | {"Content-Encoding": "br"}, b"x", c.WrongKind),
        ({"Content-Type": "text/html"}, b"<html>", c.WrongKind),
        ({}, b"x", c.WrongKind),
        (TEXT | {"Content-Length": "100"}, b"too short", c.NoAnswer),
    ],
)
def test_the_wrong_kind_or_a_broken_answer_is_refused(headers, body, error):
    with pytest.raises(error) as raised:
        talk(lambda r: (200, headers, body))
    assert str(raised.value).endswith(".")


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, c.SignInRefused),
        (403, c.SignInRefused),
        (404, c.Gone),
        (410, c.Gone),
        (409, c.Conflict),
        (500, c.ErrorAnswer),
    ],
)
def test_each_refusal_is_its_own_error_with_a_sentence(status, error):
    with pytest.raises(error) as raised:
        talk(lambda r: (status, TEXT, b""))
    assert "a.example" in str(raised.value)


def test_being_asked_to_wait_says_for_how_long():
    with pytest.raises(c.TooOften) as raised:
        talk(lambda r: (429, TEXT | {"Retry-After": "120"}, b""))
    assert raised.value.wait == 120


def test_one_who_drips_a_byte_at_a_time_is_cut_off():
    done = threading.Event()

    def reply(request):
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX: ")
        try:
            while not done.wait(0.1):
                request.wfile.write(b"a")
                request.wfile.flush()
        except OSError:
            pass

    with server(reply) as site:
        client = c.Client(sample=site, limits=c.Limits(seconds=0.6))
        with pytest.raises(c.TooSlow):
            client.get("https://a.example/", accept=ANY)
        done.set()


def test_one_who_is_not_there_is_said_so():
    with server(lambda r: (200, TEXT, b"")) as site:
        pass
    with pytest.raises(c.NoAnswer):
        c.Client(sample=site, limits=QUICK).get("https://a.example/", accept=ANY)
