"""Addresses. Each room's own are in its `urls.py`; sign-in is mounted at /konto/."""

from django.urls import include, path

urlpatterns = [
    path("konto/", include("allauth.account.urls")),
]
