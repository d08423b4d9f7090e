"""How Django finds this app."""

from typing import Any

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from accounts import demo  # noqa: F401  (registers its check)
        from accounts.actions import confirm_by_domain

        def recognise(sender: object, user: Any, **more: Any) -> None:
            """Whoever signs in proved an address: it may be one of an organisation."""
            confirm_by_domain(user)

        user_logged_in.connect(recognise, weak=False, dispatch_uid="accounts.recognise")
