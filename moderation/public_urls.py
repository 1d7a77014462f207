"""Addresses that anyone may open: reporting, and what became of a report."""

from django.urls import path

from moderation.views import public

urlpatterns = [
    path("anmal/", public.report, name="report"),
    path("anmal/falskt-konto/", public.impostor, name="report_impostor"),
    path("anmal/tack/<int:number>/", public.received, name="report_received"),
    path("anmal/status/", public.status, name="report_status"),
]
