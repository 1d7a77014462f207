"""Addresses of the first page and the journal."""

from django.urls import path

from socialgov.home import views

app_name = "home"
urlpatterns = [
    path("", views.todo, name="todo"),
    path("journal/", views.journal, name="journal"),
]
