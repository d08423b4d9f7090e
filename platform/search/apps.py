"""How Django finds this app, and how it finds the plugs other apps bring."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    name = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from knowledge import changes
        from search import documents

        changes.subscribe(documents.follow)
        autodiscover_modules("search")
