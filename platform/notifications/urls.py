"""Addresses of what you were told."""

from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("mijn/meldingen/", views.notification_list, name="list"),
    path("mijn/meldingen/gelezen/", views.notifications_read, name="all_read"),
    path("mijn/meldingen/<key:pk>/", views.notification_open, name="open"),
    path("mijn/meldingen/<key:pk>/gelezen/", views.notification_read, name="read"),
]
