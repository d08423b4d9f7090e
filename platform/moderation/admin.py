"""Decisions for keepers: to look at, never to change."""

from django.contrib import admin
from django.http import HttpRequest

from moderation.models import Decision


@admin.register(Decision)
class DecisionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["review", "outcome", "by", "at"]
    list_filter = ["outcome"]
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Decision | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Decision | None = None) -> bool:
        return False
