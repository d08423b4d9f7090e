"""For keepers: places."""

from django.contrib import admin

from places.models import LabourRegion, Municipality, Province


@admin.register(Province, LabourRegion)
class PlaceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "code"]
    search_fields = ["name", "code"]


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "code", "province", "labour_region"]
    list_filter = ["province", "labour_region"]
    list_select_related = ["province", "labour_region"]
    search_fields = ["name", "official_name", "code"]
    autocomplete_fields = ["province", "labour_region"]
