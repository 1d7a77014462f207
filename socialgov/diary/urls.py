"""Addresses of what is with the registrar (/diarium/)."""

from django.urls import path

from socialgov.diary import views

app_name = "diary"

urlpatterns = [
    path("", views.dispatches, name="dispatches"),
    path("samla/", views.send_collected, name="send_collected"),
    path("<int:pk>/", views.dispatch, name="dispatch"),
    path("<int:pk>/nummer/", views.number, name="number"),
    path("<int:pk>/handling.pdf", views.file, name="file"),
    path("brevlador/", views.mailboxes, name="mailboxes"),
    path("samlingsarenden/", views.collected_cases, name="cases"),
    path("samlingsarenden/<int:unit_pk>/<int:year>/", views.collected_case, name="case"),
    path("brevlador/<int:unit_pk>/", views.mailbox, name="mailbox"),
]
