"""Catching up without a websocket."""

from django.urls import path

from live import views

app_name = "live"
urlpatterns = [path("gemist/<str:address>/", views.missed, name="missed")]
