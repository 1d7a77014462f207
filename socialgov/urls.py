"""Addresses. Each room's own are in its `urls.py`; sign-in is mounted at /konto/."""

from django.urls import include, path

from socialgov import health

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("", include("socialgov.home.urls")),
    path("", include("socialgov.look.urls")),
    path("", include("socialgov.notices.urls")),
    path("konto/", include("socialgov.organisation.sign_in_urls")),
    path("", include("socialgov.organisation.urls")),
    path("", include("socialgov.policy.urls")),
    path("", include("accounts.urls")),
    path("", include("activityplans.urls")),
    path("", include("moderation.urls")),
    path("diarium/", include("socialgov.diary.urls")),
    path("", include("archiving.urls")),
    path("", include("socialgov.local.urls")),
]
handler400 = "socialgov.look.views.bad_request"
handler403 = "socialgov.look.views.permission_denied"
handler404 = "socialgov.look.views.page_not_found"
