"""People, for keepers: names and roles. Addresses are not shown beside names, not here either."""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django.contrib import admin

from accounts.models import Organisation, OrganisationDomain, PerspectiveClaim, User

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.unregister(EmailAddress)  # allauth's page puts address and name side by side


class ClaimInline(admin.TabularInline):  # type: ignore[type-arg]
    model = PerspectiveClaim
    fk_name = "user"
    extra = 0
    fields = readonly_fields = ("perspective", "confirmed_at")
    can_delete = False


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["__str__", "is_moderator", "is_editor", "is_staff", "is_active", "is_fictional"]
    list_filter = ["is_moderator", "is_editor", "is_staff", "is_active", "is_fictional"]
    search_fields = ["pseudonym"]
    fields = [
        "pseudonym",
        "is_active",
        "is_moderator",
        "is_editor",
        "is_staff",
        "groups",
        "organisation",
        "is_fictional",
    ]
    readonly_fields = ["pseudonym", "is_fictional"]
    inlines = [ClaimInline]

    def has_add_permission(self, request: object) -> bool:
        """People make their own account."""
        return False


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "is_fictional"]
    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name"]


@admin.register(OrganisationDomain)
class OrganisationDomainAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["domain", "perspective", "organisation"]
    list_filter = ["perspective"]
    search_fields = ["domain"]
