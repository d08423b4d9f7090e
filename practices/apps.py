"""How Django finds this app, and how it finds the kinds of contribution other apps bring."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class PracticesConfig(AppConfig):
    name = "practices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from practices.difference import marks

        autodiscover_modules("kinds")
        autodiscover_modules("uses")
        post_migrate.connect(marks.ensure, sender=self, dispatch_uid="practices.difference.marks")
