"""Addresses of the first page, Läget and the journal."""

from django.urls import path

from socialgov.home.views import compliance, first

app_name = "home"
urlpatterns = [
    path("", first.todo, name="todo"),
    path("journal/", first.journal, name="journal"),
    path("laget/", compliance.overview, name="compliance"),
    path("laget/rader/", compliance.rows, name="compliance_rows"),
    path("laget/rader.csv", compliance.as_csv, name="compliance_csv"),
    path("laget/rader.xlsx", compliance.as_xlsx, name="compliance_xlsx"),
    path("laget/rapport.pdf", compliance.report, name="compliance_report"),
    path("laget/underlag.pdf", compliance.for_the_audit, name="compliance_audit"),
    path("laget/regler/", compliance.rules, name="compliance_rules"),
    path("laget/regel/<str:path>/", compliance.rule, name="compliance_rule"),
    path("laget/enhet/<int:pk>/", compliance.unit, name="compliance_unit"),
    path("laget/konto/<int:pk>/", compliance.account, name="compliance_account"),
]
