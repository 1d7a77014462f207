"""Addresses of the guidelines."""

from django.urls import path

from socialgov.policy import calendar_views, views

app_name = "policy"
urlpatterns = [
    path("riktlinjer/", views.guidelines, name="guidelines"),
    path("riktlinjer/anta/", views.adopt, name="adopt"),
    path("riktlinjer/version/<int:pk>/", views.version, name="version"),
    path("riktlinjer/arbetsdagar/", calendar_views.calendar, name="calendar"),
    path("riktlinjer/arbetsdagar/<int:number>/", calendar_views.calendar, name="calendar_year"),
    path("riktlinjer/arbetsdagar/<int:number>/stangda-dagar.ics", calendar_views.closed_days_file, name="closed_days"),
    path("riktlinjer/arbetsdagar/stang/", calendar_views.close, name="close_days"),
    path("riktlinjer/arbetsdagar/klamdagar/", calendar_views.close_squeeze_days, name="close_squeeze_days"),
    path("riktlinjer/arbetsdagar/oppna/<int:pk>/", calendar_views.reopen, name="reopen_day"),
    path("kalender/stangda-dagar/<str:token>.ics", calendar_views.closed_days_feed, name="closed_days_feed"),
    path("sa-gor-vi/", views.guidance, name="guidance"),
    path("sa-gor-vi/last/", views.confirm_guidance, name="confirm_guidance"),
]
