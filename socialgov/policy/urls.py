"""Addresses of the guidelines."""

from django.urls import path

from socialgov.policy.views import drafts, reading, working_days

app_name = "policy"
urlpatterns = [
    path("riktlinjer/", reading.guidelines, name="guidelines"),
    path("riktlinjer/anta/", reading.adopt, name="adopt"),
    path("riktlinjer/version/<int:pk>/", reading.version, name="version"),
    path("riktlinjer/version/<int:pk>/fil/", reading.version_file, name="version_file"),
    path("riktlinjer/utkast/", drafts.draft, name="draft"),
    path("riktlinjer/utkast/borja/", drafts.start, name="draft_start"),
    path("riktlinjer/utkast/las-in/", drafts.upload, name="draft_upload"),
    path("riktlinjer/utkast/kasta/", drafts.discard, name="draft_discard"),
    path("riktlinjer/utkast/fil/", drafts.download, name="draft_file"),
    path("riktlinjer/utkast/anta/", drafts.adopt, name="draft_adopt"),
    path("riktlinjer/utkast/andringar/", drafts.changes, name="draft_changes"),
    path("riktlinjer/utkast/andringar/<slug:group>/", drafts.changes_of, name="draft_changes_of"),
    path("riktlinjer/utkast/<str:path>/", drafts.setting, name="draft_setting"),
    path("riktlinjer/arbetsdagar/", working_days.calendar, name="calendar"),
    path("riktlinjer/arbetsdagar/<int:number>/", working_days.calendar, name="calendar_year"),
    path("riktlinjer/arbetsdagar/<int:number>/stangda-dagar.ics", working_days.closed_days_file, name="closed_days"),
    path("riktlinjer/arbetsdagar/stang/", working_days.close, name="close_days"),
    path("riktlinjer/arbetsdagar/klamdagar/", working_days.close_squeeze_days, name="close_squeeze_days"),
    path("riktlinjer/arbetsdagar/oppna/<int:pk>/", working_days.reopen, name="reopen_day"),
    path("kalender/stangda-dagar/<str:token>.ics", working_days.closed_days_feed, name="closed_days_feed"),
    path("sa-gor-vi/", reading.guidance, name="guidance"),
    path("sa-gor-vi/last/", reading.confirm_guidance, name="confirm_guidance"),
]
