"""Addresses of comments. The public's are in public_urls.py."""

from moderation.public_urls import urlpatterns as public

app_name = "moderation"
urlpatterns = [*public]
