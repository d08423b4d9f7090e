"""Addresses of coming in and going out: allauth's own names on Dutch paths."""

from allauth.account import views as allauth_views
from django.urls import path

from accounts.views import signing_in

urlpatterns = [
    path("inloggen/", signing_in.SignInView.as_view(), name="account_login"),
    path("inloggen/code/", signing_in.SignInCodeView.as_view(), name="account_confirm_login_code"),
    path("inloggen/code/vragen/", signing_in.ask_code, name="account_request_login_code"),
    path("inloggen/gesloten/", allauth_views.account_inactive, name="account_inactive"),
    path("inloggen/opnieuw/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("uitloggen/", allauth_views.logout, name="account_logout"),
    path("aanmelden/", signing_in.SignUpView.as_view(), name="account_signup"),
    path("aanmelden/code/", allauth_views.email_verification_sent, name="account_email_verification_sent"),
    path("mijn/mailadres/", allauth_views.email, name="account_email"),
    path("mijn/wachtwoord/", allauth_views.password_change, name="account_change_password"),
    path("mijn/wachtwoord/kiezen/", allauth_views.password_set, name="account_set_password"),
    path("wachtwoord-vergeten/", allauth_views.password_reset, name="account_reset_password"),
    path(
        "wachtwoord-vergeten/code/",
        allauth_views.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path(
        "wachtwoord-vergeten/nieuw/",
        allauth_views.complete_password_reset,
        name="account_complete_password_reset",
    ),
    path(
        "wachtwoord-vergeten/klaar/",
        allauth_views.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
]
