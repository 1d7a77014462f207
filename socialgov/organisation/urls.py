"""Addresses: people and units (/personer/) and absence (/franvaro/)."""

from django.urls import include, path

from socialgov.organisation.views import absence, people, units

app_name = "organisation"
people_urls = [
    path("", people.index, name="people"),
    path("har-slutat/", people.those_who_left, name="those_who_left"),
    path("ny/", people.new, name="person_new"),
    path("<int:pk>/", people.show, name="person"),
    path("<int:pk>/andra/", people.change, name="person_change"),
    path("<int:pk>/arbetstid/", people.hours, name="person_hours"),
    path("<int:pk>/slutar/", people.last_day, name="person_last_day"),
    path("<int:pk>/avsluta/", people.deactivate, name="person_deactivate"),
    path("<int:pk>/borjar-igen/", people.reactivate, name="person_reactivate"),
    path("<int:pk>/bjud-in-igen/", people.invite_again, name="person_invite"),
    path("<int:pk>/roller/", people.roles, name="person_roles"),
    path("<int:pk>/roller/ta-bort/", people.end_role, name="person_end_role"),
    path("enheter/ny/", units.new, name="unit_new"),
    path("enheter/<int:pk>/", units.change, name="unit_change"),
    path("enheter/<int:pk>/stang/", units.close, name="unit_close"),
]
absence_urls = [
    path("", absence.index, name="absence"),
    path("ny/", absence.new, name="absence_new"),
    path("<int:pk>/", absence.change, name="absence_change"),
    path("<int:pk>/ta-bort/", absence.cancel, name="absence_cancel"),
]
urlpatterns = [path("personer/", include(people_urls)), path("franvaro/", include(absence_urls))]
