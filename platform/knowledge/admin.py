"""For keepers: all of the knowledge base. What is saved here is an editor's change and survives the catalogue."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet, URLField
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.http import person
from knowledge import changes
from knowledge.editing.actions import keep_present
from knowledge.editing.shapes import BY_MODEL
from knowledge.models import AssessmentQuestion, Dossier, Intervention, Source, Theme, WorkingElement


class KnowledgeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Tells whoever listens, the search index among them, of each change, and leaves a version."""

    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm[Model], change: bool) -> None:
        if change and type(obj) in BY_MODEL:
            keep_present(type(obj)._base_manager.get(pk=obj.pk))  # what undoing goes back to
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm[Model], formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if type(form.instance) in BY_MODEL:
            form.instance._prefetched_objects_cache = {}  # type: ignore[attr-defined]
            keep_present(form.instance, person(request), _now("Aangepast in het beheer."))
        changes.changed(form.instance)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        key = obj.pk
        super().delete_model(request, obj)
        obj.pk = key
        changes.gone(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> None:
        records = list(queryset)
        super().delete_queryset(request, queryset)
        for record in records:
            changes.gone(record)


@admin.register(Theme)
class ThemeAdmin(KnowledgeAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]


@admin.register(Source)
class SourceAdmin(KnowledgeAdmin):
    list_display = ["title", "kind", "site"]
    list_filter = ["kind"]
    search_fields = ["title", "address"]


@admin.register(WorkingElement)
class WorkingElementAdmin(KnowledgeAdmin):
    list_display = ["plain_wording", "name", "kind", "evidence_strength", "verified"]
    list_filter = ["kind", "evidence_strength", "verified", "themes"]
    search_fields = ["plain_wording", "name", "professional_wording", "explanation"]
    autocomplete_fields = ["themes", "sources"]
    readonly_fields = ["standing"]  # changing it asks for a reason that readers see: in the editors' own screens


@admin.register(Intervention)
class InterventionAdmin(KnowledgeAdmin):
    list_display = ["name", "recognition_level", "recognition_date", "owner", "verified_scope"]
    list_filter = ["recognition_level", "verified_scope", "databank", "themes"]
    search_fields = ["name", "summary", "owner", "target_groups"]
    autocomplete_fields = ["themes", "elements", "sources"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "summary", "target_groups", "themes", "elements", "owner", "databank"]}),
        (
            _("Erkenning"),
            {
                "fields": ["recognition_level", "recognition_date", "recognition_body", "recognition_note"],
                "description": _("Vul alleen in wat een bron zegt. Leeg betekent: dit weten wij niet."),
            },
        ),
        (_("Bronnen"), {"fields": ["sources", "verified", "verified_scope"]}),
    ]


class QuestionInline(admin.TabularInline):  # type: ignore[type-arg]
    model = AssessmentQuestion
    autocomplete_fields = ["element"]
    fields = ["order", "element", "text", "scope", "groups", "key"]
    extra = 0


@admin.register(Dossier)
class DossierAdmin(KnowledgeAdmin):
    list_display = ["title", "theme", "verified"]
    list_filter = ["verified"]
    list_select_related = ["theme"]
    search_fields = ["title", "summary", "theme__name"]
    autocomplete_fields = ["theme", "elements", "interventions", "sources"]
    inlines = [QuestionInline]


@admin.register(AssessmentQuestion)
class AssessmentQuestionAdmin(KnowledgeAdmin):
    list_display = ["text", "dossier", "element", "scope", "groups"]
    list_filter = ["dossier", "scope"]
    list_select_related = ["dossier", "element"]
    search_fields = ["text", "element__plain_wording"]
    autocomplete_fields = ["dossier", "element"]
