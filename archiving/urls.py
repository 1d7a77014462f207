"""Addresses: the archive (/arkiv/)."""

from django.urls import path

from archiving import views

app_name = "archiving"
urlpatterns = [
    path("arkiv/", views.overview, name="overview"),
    path("arkiv/konto/<int:pk>/", views.account, name="account"),
    path("arkiv/konto/<int:pk>/ta-bild/", views.order, name="order"),
    path("arkiv/konto/<int:pk>/lamna/", views.hand_in, name="hand_in"),
    path("arkiv/bild/<int:pk>/", views.capture, name="capture"),
    path("arkiv/bild/<int:pk>/fil/<int:file_pk>/", views.file, name="file"),
]
