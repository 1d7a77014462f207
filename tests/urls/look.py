from tests.urls import EVERYONE, Url

URLS = {
    "look:style": Url(get=EVERYONE),
    "look:stay": Url(post=EVERYONE),
    "look:choose_language": Url(public=True),
    "look:colour_css": Url(public=True),
    "look:choose_theme": Url(public=True),
}
