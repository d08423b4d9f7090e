"""How Django finds this app, and how it finds the plugs other apps bring."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest
from django.utils.module_loading import autodiscover_modules

from accounts import access
from live.sending import end_session, recheck_person


class LiveConfig(AppConfig):
    name = "live"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("live")
        access.follow(recheck_person)
        user_logged_out.connect(sign_out, dispatch_uid="live")


def sign_out(sender: Any, request: HttpRequest, user: Any, **_more: Any) -> None:
    """Whoever signs out stops listening with that, in every tab."""
    if user is not None and request.session.session_key:
        end_session(request.session.session_key)
