"""Addresses of the look."""

from django.urls import path

from socialgov.look import views

app_name = "look"
urlpatterns = [
    path("style/", views.style, name="style"),
    path("style/colour.css", views.colour_css, name="colour_css"),
    path("choices/language/", views.choose_language, name="choose_language"),
    path("choices/theme/", views.choose_theme, name="choose_theme"),
    path("choices/stay/", views.stay, name="stay"),
]
