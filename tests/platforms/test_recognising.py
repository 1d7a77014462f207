"""An address, however it was pasted, leads to one account or to a sentence that says what to do."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from socialgov.platforms import catalogue
from socialgov.platforms.addresses import HiddenDestination, NotAnAddress
from socialgov.platforms.recognise import (
    EmailAddress,
    HandleOnly,
    Kind,
    NotAnAccount,
    NotRecognised,
    PersonsProfile,
    PostNotAccount,
    Pretender,
    ShortLink,
    TooLong,
    recognise,
)


@pytest.mark.parametrize(
    ("pasted", "platform", "handle", "canonical"),
    [
        (
            "facebook.com/ljungselekommun.exempel",
            "facebook",
            "ljungselekommun.exempel",
            "https://www.facebook.com/ljungselekommun.exempel",
        ),
        (
            "https://sv-se.facebook.com/Bjorkdungen.exempel/?fbclid=x&ref=page",
            "facebook",
            "Bjorkdungen.exempel",
            "https://www.facebook.com/Bjorkdungen.exempel",
        ),
        ("m.facebook.com/bjorkdungen.exempel/photos", "facebook", "bjorkdungen.exempel", None),
        (
            "https://www.facebook.com/profile.php?id=100064&mibextid=Z",
            "facebook",
            "100064",
            "https://www.facebook.com/profile.php?id=100064",
        ),
        ("fb.com/pages/Kotten/123456789", "facebook", "Kotten", "https://www.facebook.com/profile.php?id=123456789"),
        (
            "facebook.com/p/Ljungsele-kommun-123456789/",
            "facebook",
            "Ljungsele-kommun",
            "https://www.facebook.com/profile.php?id=123456789",
        ),
        (
            "www.instagram.com/tallbackaskolan.exempel?igsh=abc",
            "instagram",
            "tallbackaskolan.exempel",
            "https://www.instagram.com/tallbackaskolan.exempel",
        ),
        ("threads.net/@ljungsele_ex", "threads", "@ljungsele_ex", "https://www.threads.com/@ljungsele_ex"),
        ("https://twitter.com/ljungsele_ex?s=20", "x", "@ljungsele_ex", "https://x.com/ljungsele_ex"),
        ("https://mobile.twitter.com/Ljungsele_EX/with_replies", "x", "@Ljungsele_EX", "https://x.com/Ljungsele_EX"),
        (
            "se.linkedin.com/company/ljungselekommun-exempel/about/",
            "linkedin",
            "ljungselekommun-exempel",
            "https://www.linkedin.com/company/ljungselekommun-exempel",
        ),
        ("linkedin.com/school/ljunga", "linkedin", "ljunga", "https://www.linkedin.com/school/ljunga"),
        (
            "youtube.com/@ljungselekulturskola-exempel/videos",
            "youtube",
            "@ljungselekulturskola-exempel",
            "https://www.youtube.com/@ljungselekulturskola-exempel",
        ),
        ("m.youtube.com/c/Ljungsele", "youtube", "Ljungsele", "https://www.youtube.com/c/Ljungsele"),
        ("tiktok.com/@kojan.exempel?lang=sv", "tiktok", "@kojan.exempel", "https://www.tiktok.com/@kojan.exempel"),
        (
            "bsky.app/profile/ljungsele.example",
            "bluesky",
            "@ljungsele.example",
            "https://bsky.app/profile/ljungsele.example",
        ),
        ("@kotten.bsky.social", "bluesky", "@kotten.bsky.social", "https://bsky.app/profile/kotten.bsky.social"),
        (
            "social.ljungsele.example/@biblioteket",
            "mastodon",
            "@biblioteket@social.ljungsele.example",
            "https://social.ljungsele.example/@biblioteket",
        ),
        (
            "@biblioteket@social.ljungsele.example",
            "mastodon",
            "@biblioteket@social.ljungsele.example",
            "https://social.ljungsele.example/@biblioteket",
        ),
        (
            "mastodon.social/@biblioteket@social.ljungsele.example",
            "mastodon",
            "@biblioteket@social.ljungsele.example",
            "https://social.ljungsele.example/@biblioteket",
        ),
        ("https://m.se/users/kom", "mastodon", "@kom@m.se", "https://m.se/@kom"),
        ("snapchat.com/@kojan", "snapchat", "kojan", "https://www.snapchat.com/add/kojan"),
        ("t.me/s/ljungsele", "telegram", "@ljungsele", "https://t.me/ljungsele"),
        ("flickr.com/people/ljungsele/", "flickr", "ljungsele", "https://www.flickr.com/photos/ljungsele"),
        ("vimeo.com/ljungsele", "vimeo", "ljungsele", "https://vimeo.com/ljungsele"),
        ("old.reddit.com/r/ljungsele/", "reddit", "r/ljungsele", "https://www.reddit.com/r/ljungsele"),
        ("github.com/ljungsele", "github", "ljungsele", "https://github.com/ljungsele"),
        (
            "http://skolbloggen.ljungsele.example/",
            "blog",
            "skolbloggen.ljungsele.example",
            "https://skolbloggen.ljungsele.example/",
        ),
        ("ljungsele.wordpress.com", "wordpress", "ljungsele.wordpress.com", "https://ljungsele.wordpress.com/"),
        (
            "kommunchefen.ljungsele.example/feed/?utm_source=mejl",
            "blog",
            "kommunchefen.ljungsele.example/feed",
            "https://kommunchefen.ljungsele.example/feed",
        ),
        ("ljungsele.se/podd/feed.xml", "podcast", "ljungsele.se/podd/feed.xml", None),
        ("www.ljungsele.example", "other", "ljungsele.example", "https://www.ljungsele.example/"),
        ("malmö.se", "other", "xn--malm-8qa.se", "https://xn--malm-8qa.se/"),
    ],
)
def test_an_account_is_recognised(pasted, platform, handle, canonical):
    found = recognise(pasted)
    assert (found.platform.slug, found.handle) == (platform, handle)
    if canonical:
        assert found.canonical_address == canonical
    assert recognise(found.canonical_address).key == found.key


@pytest.mark.parametrize(
    ("pasted", "error"),
    [
        ("linkedin.com/in/karin-lingonstig", PersonsProfile),
        ("https://se.linkedin.com/in/karin/", PersonsProfile),
        ("facebook.com/groups/123456", NotAnAccount),
        ("facebook.com/Events/99", NotAnAccount),
        ("facebook.com", NotAnAccount),
        ("facebook.com/profile.php", NotAnAccount),
        ("facebook.com/profile.php?id=abc", NotAnAccount),
        ("facebook.com/ljungsele/posts/pfbid0abc", PostNotAccount),
        ("facebook.com/permalink.php?story_fbid=1&id=2", PostNotAccount),
        ("instagram.com/p/Cabc123", PostNotAccount),
        ("instagram.com/explore/tags/x", NotAnAccount),
        ("instagram.com/a..b", NotAnAccount),
        ("instagram.com/" + "a" * 31, NotAnAccount),
        ("x.com/home", NotAnAccount),
        ("x.com/i/flow/login", NotAnAccount),
        ("x.com/" + "a" * 16, NotAnAccount),
        ("x.com/ljungsele_ex/status/123", PostNotAccount),
        ("youtu.be/dQw4w9WgXcQ", PostNotAccount),
        ("youtube.com/watch?v=dQw4w9WgXcQ", PostNotAccount),
        ("youtube.com/playlist?list=PL1", NotAnAccount),
        ("youtube.com/feed/trending", NotAnAccount),
        ("bsky.app/profile/a.se/post/3k", PostNotAccount),
        ("social.ljungsele.example/@biblioteket/112233", PostNotAccount),
        ("tiktok.com/@kojan/video/7", PostNotAccount),
        ("t.co/abc", ShortLink),
        ("https://bit.ly/ljungsele", ShortLink),
        ("https://facebook.com@elak.example/ljungsele", HiddenDestination),
        ("facebook.com.logga-in.example/ljungselekommun", Pretender),
        ("fаcebook.com/ljungselekommun", Pretender),  # a Cyrillic а
        ("faceb00k.com/ljungselekommun", Pretender),
        ("xn--fcebook-2fg.com/ljungselekommun", Pretender),
        ("lnstagram.com/ljungselekommun", Pretender),
        ("kommun@ljungsele.example", EmailAddress),
        ("@biblioteket@facebook.com", NotAnAccount),
        ("@ljungsele_ex", HandleOnly),
        ("ljungsele", HandleOnly),
        ("", NotAnAddress),
        ("javascript:alert(1)", NotAnAddress),
        ("mailto:kommun@ljungsele.example", NotAnAddress),
        ("http://127.0.0.1/", NotAnAddress),
        ("http://[::1]/", NotAnAddress),
        ("http://0x7f.1/", NotAnAddress),
        ("http://2130706433/", NotAnAddress),
        ("två ord.se", NotAnAddress),
        ("face\u200bbook.com/x", NotAnAddress),
        ("https://x.com:99999/a", NotAnAddress),
        ("x.com/" + "a" * 3000, TooLong),
    ],
)
def test_anything_else_says_what_to_do(pasted, error):
    with pytest.raises(NotRecognised) as raised:
        recognise(pasted)
    assert type(raised.value) is error
    assert str(raised.value).endswith(".")


def test_a_persons_profile_is_refused_in_the_words_of_the_vocabulary():
    with pytest.raises(PersonsProfile) as raised:
        recognise("linkedin.com/in/karin")
    assert str(raised.value) == "Det här är en privatpersons profil. Den ska inte in i registret."


def test_a_post_says_whose_it_is():
    with pytest.raises(PostNotAccount) as raised:
        recognise("https://x.com/ljungsele_ex/status/123")
    assert raised.value.account.key == recognise("x.com/ljungsele_ex").key


@pytest.mark.parametrize("host", ["notfacebook.com", "facebook.com.se", "myx.com", "facebookhjalpen.example"])
def test_a_host_that_only_contains_a_platforms_name_is_not_the_platform(host):
    try:
        assert recognise(f"{host}/ljungsele").platform.slug == "other"
    except Pretender:
        assert host == "facebook.com.se"


def test_a_youtube_channels_id_keeps_its_case_and_differs_by_it():
    one = recognise("youtube.com/channel/UCabcdefghijklmnopqrstuv")
    other = recognise("youtube.com/channel/UCabcdefghijklmnopqrstuV")
    assert one.kind == Kind.PERSISTENT_ID
    assert one.persistent_id == "UCabcdefghijklmnopqrstuv"
    assert one.key != other.key


def test_a_name_is_the_same_account_in_small_and_large_letters_but_is_shown_as_written():
    small, large = recognise("x.com/ljungsele_ex"), recognise("https://www.Twitter.com/Ljungsele_EX/")
    assert small.key == large.key
    assert large.handle == "@Ljungsele_EX"


def test_every_way_to_write_a_facebook_page_with_a_number_is_one_account():
    ways = ["profile.php?id=123456789", "pages/Kotten/123456789", "p/Kotten-123456789", "123456789"]
    assert len({recognise(f"facebook.com/{way}").key for way in ways}) == 1


_NAME = st.from_regex(r"[a-zA-Z][a-zA-Z0-9]{2,13}", fullmatch=True)
_SHAPES = {
    "facebook": "www.facebook.com/ln{}",
    "instagram": "instagram.com/ln{}",
    "x": "x.com/q{}",
    "threads": "threads.net/@{}",
    "linkedin": "linkedin.com/company/{}",
    "youtube": "youtube.com/@{}",
    "tiktok": "tiktok.com/@{}",
    "bluesky": "bsky.app/profile/{}.bsky.social",
    "mastodon": "social.ljungsele.example/@{}",
    "snapchat": "snapchat.com/add/{}",
}


@given(
    shape=st.sampled_from(sorted(_SHAPES.items())),
    name=_NAME,
    scheme=st.sampled_from(["", "http://", "https://", "HTTPS://"]),
    tail=st.sampled_from(["", "/", "?utm_source=a&fbclid=b", "/?igsh=x", "#om", "//"]),
    frame=st.sampled_from(["", " ", "\u00a0", '"', "\u200b", "<"]),
)
def test_however_it_is_pasted_it_is_the_same_account(shape, name, scheme, tail, frame):
    platform, template = shape
    plain = recognise(template.format(name))
    host, slash, path = template.format(name).partition("/")
    pasted = recognise(f"{frame}{scheme}{host.upper()}{slash}{path}{tail}{frame}")
    assert plain.platform.slug == platform
    assert name in plain.canonical_address  # its case is kept
    assert (pasted.key, pasted.canonical_address) == (plain.key, plain.canonical_address)
    assert recognise(plain.canonical_address) == plain


@given(st.text(max_size=200) | st.from_regex(r"https?://[a-z0-9.@:/\\%?#\[\]-]{0,60}", fullmatch=True))
@example("http://[")
@example("http://a.se:x/")
@example("https://xn--a.se")
@example("%00.se")
@example("x.com/%2e%2e%2f%0a")
@example("@a@")
@example("http:////")
def test_no_text_makes_it_fail_otherwise_than_with_a_sentence(text):
    try:
        found = recognise(text)
    except NotRecognised as error:
        assert str(error)
    else:
        assert found.canonical_address.startswith("https://")
        assert found.canonical_address.isascii()
        assert recognise(found.canonical_address).key == found.key


@given(
    host=st.from_regex(r"[a-z]{1,8}(?:[.-][a-z]{1,8}){0,2}", fullmatch=True),
    platform=st.sampled_from(catalogue.PLATFORMS),
)
def test_only_the_exact_host_is_the_platform(host, platform):
    for genuine in platform.hosts:
        for made in (f"{host}{genuine}", f"{genuine}.{host}.se", f"{host}-{genuine}"):
            if not any(p.has_host(made) for p in catalogue.PLATFORMS):
                try:
                    assert not recognise(f"https://{made}/ljungsele").platform.hosts
                except NotRecognised:
                    pass


def test_a_country_subdomain_is_two_letters_and_nothing_else():
    linkedin = catalogue.get("linkedin")
    assert linkedin.has_host("se.linkedin.com")
    assert not linkedin.has_host("sexy.linkedin.com")
    assert not linkedin.has_host("se.linkedin.com.se")
