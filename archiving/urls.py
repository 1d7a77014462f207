"""Addresses: the archive (/arkiv/)."""

from django.urls import path

from archiving import evidence_views, views

app_name = "archiving"
urlpatterns = [
    path("arkiv/", views.overview, name="overview"),
    path("arkiv/konto/<int:pk>/", views.account, name="account"),
    path("arkiv/konto/<int:pk>/ta-bild/", views.order, name="order"),
    path("arkiv/konto/<int:pk>/lamna/", views.hand_in, name="hand_in"),
    path("arkiv/bild/<int:pk>/", views.capture, name="capture"),
    path("arkiv/bild/<int:pk>/registrator/", views.send, name="send"),
    path("arkiv/bild/<int:pk>/fil/<int:file_pk>/", views.file, name="file"),
    path("arkiv/underlag/<int:pk>/", evidence_views.evidence, name="evidence"),
    path("arkiv/underlag/<int:pk>/kontrollera/", evidence_views.check, name="evidence_check"),
    path("arkiv/underlag/<int:pk>/kort.pdf", evidence_views.card, name="evidence_card"),
    path("arkiv/underlag/<int:pk>/kopia.json", evidence_views.record, name="evidence_record"),
    path("arkiv/underlag/<int:pk>/blad/<int:number>.png", evidence_views.sheet, name="evidence_sheet"),
]
