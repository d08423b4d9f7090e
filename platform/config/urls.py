"""Which app answers which address; apps are named only as strings."""

from django.contrib import admin
from django.urls import include, path, register_converter

from config.converters import Key

register_converter(Key, "key")  # before any app's addresses are read

urlpatterns = [
    path("beheer/", admin.site.urls),
    path("kennis/", include("knowledge.urls")),
    path("", include("accounts.entrance")),
    path("", include("accounts.urls")),
    path("", include("moderation.urls")),
    path("", include("notifications.urls")),
    path("", include("search.urls")),
    path("", include("files.urls")),
    path("live/", include("live.urls")),
    path("", include("practices.urls")),
    path("", include("stories.urls")),
    path("", include("forums.urls")),
    path("", include("ui.urls")),
]
