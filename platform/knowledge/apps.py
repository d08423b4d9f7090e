"""How Django finds this app."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "knowledge"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the glossary hear of changed words."""
        from knowledge import changes, glossary

        changes.subscribe(glossary.heard)
