"""The one address of a file."""

from django.urls import path

from files import views

app_name = "files"
urlpatterns = [path("bestanden/<str:key>/", views.file, name="file")]
