"""Practices for keepers. What members wrote is left out on purpose: keepers have no silent look inside."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from practices.models import Membership, Phase, Practice


class PhaseInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Phase
    extra = 0
    fields = ("order", "name", "expected", "begun_at", "ended_at")


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Membership
    extra = 0
    fields = ("user", "perspective", "is_facilitator", "joined_at", "left_at")
    autocomplete_fields = ("user",)


@admin.register(Practice)
class PracticeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "labour_region", "joining", "active_at", "is_fictional")
    list_filter = ("joining", "themes", "is_fictional")
    search_fields = ("name", "question")
    autocomplete_fields = ("labour_region", "municipalities", "themes", "founded_by")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (PhaseInline, MembershipInline)

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("labour_region")
