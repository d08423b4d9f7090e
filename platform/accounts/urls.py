"""Addresses of one's own place and of the demonstration."""

from django.urls import path

from accounts.views import demonstration, mine

app_name = "accounts"
urlpatterns = [
    path("mijn/", mine.mine, name="mine"),
    path("mijn/gegevens/", mine.settings, name="settings"),
    path("mijn/overal-uitloggen/", mine.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("aanmelden/over-jou/", mine.introduction, name="introduction"),
    path("kijk-mee/", demonstration.cast, name="demonstration"),
    path("kijk-mee/<slug:key>/", demonstration.join_cast, name="demonstration_join"),
]
