from tests.urls import Url

URLS = {
    "moderation:report": Url(public=True),
    "moderation:report_impostor": Url(public=True),
    "moderation:report_received": Url(public=True, kwargs=lambda world: {"number": 1}),
    "moderation:report_status": Url(public=True),
}
