"""Addresses of activity plans."""

from django.urls import path

from activityplans import views

app_name = "activityplans"
urlpatterns = [
    path("planer/", views.plans, name="plans"),
    path("planer/ny/", views.start, name="start"),
    path("planer/<int:pk>/", views.plan, name="plan"),
    path("planer/<int:pk>/skicka/", views.send, name="send"),
    path("planer/<int:pk>/samrad/", views.consult, name="consult"),
    path("planer/<int:pk>/ga-vidare/", views.go_on, name="go_on"),
    path("planer/<int:pk>/lamna-tillbaka/", views.give_back, name="give_back"),
    path("planer/<int:pk>/skriv-under/", views.sign, name="sign"),
    path("planer/<int:pk>/ta-tillbaka/", views.withdraw, name="withdraw"),
    path("planer/<int:pk>/uppfoljning/", views.follow_up, name="follow_up"),
    path("planer/<int:pk>/plan.pdf", views.paper, name="paper"),
]
