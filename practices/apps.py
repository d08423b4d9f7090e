"""How Django finds this app, and how it finds the kinds of contribution other apps bring."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PracticesConfig(AppConfig):
    name = "practices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("kinds")
