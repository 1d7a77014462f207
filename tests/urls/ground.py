from tests.urls import Url

URLS = {"health_live": Url(public=True), "health_ready": Url(public=True)}
