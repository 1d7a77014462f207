"""The one address that only an installation with the sample needs."""

from django.urls import path

from socialgov.local import views

app_name = "local"
urlpatterns = [path("exempel/ta-bort/", views.remove_sample, name="remove_sample")]
