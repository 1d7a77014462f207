"""Addresses of the guidelines."""

from django.urls import path

from socialgov.policy import views

app_name = "policy"
urlpatterns = [
    path("riktlinjer/", views.guidelines, name="guidelines"),
    path("riktlinjer/anta/", views.adopt, name="adopt"),
    path("riktlinjer/version/<int:pk>/", views.version, name="version"),
    path("riktlinjer/arbetsdagar/", views.calendar, name="calendar"),
    path("riktlinjer/arbetsdagar/<int:number>/", views.calendar, name="calendar_year"),
    path("sa-gor-vi/", views.guidance, name="guidance"),
    path("sa-gor-vi/last/", views.confirm_guidance, name="confirm_guidance"),
]
