"""Addresses: what was sent (/utskick/) and action links (/lank/…/)."""

from django.urls import path, register_converter

from socialgov.notices import calendar_views, views

app_name = "notices"


class TokenConverter:
    """What a token looks like; anything else is no page at all."""

    regex = r"[A-Za-z0-9_-]{1,200}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(TokenConverter, "token")

urlpatterns = [
    path("utskick/", views.sent, name="sent"),
    path("utskick/<int:pk>/", views.mail, name="mail"),
    path("utskick/<int:pk>/skicka-igen/", views.send_again, name="send_again"),
    path("utskick/kalender/", calendar_views.own, name="calendar"),
    path("utskick/kalender/adress/", calendar_views.open_address, name="calendar_open"),
    path("utskick/kalender/sluta/", calendar_views.end_address, name="calendar_end"),
    path("kalender/egen/<str:token>.ics", calendar_views.feed, name="calendar_feed"),
    path("lank/<token:token>/", views.link, name="link"),
]
