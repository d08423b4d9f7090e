"""Addresses of reading along."""

from django.urls import path

from moderation import views

app_name = "moderation"
urlpatterns = [
    path("moderatie/", views.queue, name="queue"),
    path("moderatie/<key:pk>/", views.review, name="review"),
    path("moderatie/<key:pk>/besluit/", views.decision, name="decision"),
]
