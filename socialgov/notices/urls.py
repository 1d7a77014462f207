"""Addresses: what was sent (/utskick/) and action links (/lank/…/)."""

from django.urls import path, register_converter

from socialgov.notices import views

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
    path("lank/<token:token>/", views.link, name="link"),
]
