"""Addresses. Each room's own are in its `urls.py`; sign-in is mounted at /konto/."""

from django.urls import include, path

from socialgov import health

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("konto/", include("allauth.account.urls")),
]
