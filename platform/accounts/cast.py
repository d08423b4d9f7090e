"""The fictional cast of the demonstration: one person for each role and perspective. All of them are made up."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import CLAIMED_FREELY, Perspective, PerspectiveClaim, User


@dataclass(frozen=True)
class Part:
    """One member of the cast; `role` and `about` are what the page “Kijk mee als…” says."""

    key: str
    pseudonym: str
    role: str | Promise
    about: str | Promise
    perspectives: tuple[Perspective, ...]
    is_moderator: bool = False
    is_editor: bool = False
    awaits: bool = False  # the working perspective is not confirmed yet, so that a begeleider can do it

    @property
    def email(self) -> str:
        return f"{self.key}@voorbeeld.example"


LIVED, CITIZEN = Perspective.LIVED, Perspective.CITIZEN
PROFESSIONAL, RESEARCH, POLICY = Perspective.PROFESSIONAL, Perspective.RESEARCH, Perspective.POLICY

CAST = (
    Part("ervaring", "Roos", _("Ervaringsdeskundige"), _("Had schulden. Vertelt wat haar hielp."), (LIVED,)),
    Part("burger", "Henk", _("Inwoner"), _("Woont in de wijk. Leest mee en stelt vragen."), (CITIZEN,)),
    Part("professional", "Sanne", _("Professional"), _("Werkt in een wijkteam. Brengt een casus in."),
         (PROFESSIONAL,), awaits=True),
    Part("onderzoek", "Joris", _("Onderzoeker"), _("Werkt bij een hogeschool. Zoekt wat bekend is."), (RESEARCH,)),
    Part("beleid", "Wies", _("Beleidsmedewerker"), _("Werkt bij een gemeente. Vergelijkt regio’s."), (POLICY,)),
    Part("facilitator", "Marit", _("Begeleider van een praktijk"),
         _("Leidt een lerende praktijk. Laat mensen toe en leest verhalen mee."), (PROFESSIONAL,)),
    Part("moderator", "Noor", _("Moderator"), _("Leest mee op de hele site en neemt besluiten."), (CITIZEN,),
         is_moderator=True),
    Part("movisie", "Bram", _("Redacteur van Movisie"), _("Houdt de kennis bij. Ziet alle praktijken."),
         (RESEARCH,), is_editor=True),
    Part("ervaring2", "Dilan", _("Ervaringsdeskundige, andere regio"),
         _("Was een tijd dakloos. Praat mee over wonen."), (LIVED, CITIZEN)),
    Part("professional2", "Tom", _("Professional, andere regio"), _("Werkt als schuldhulpverlener."),
         (PROFESSIONAL,)),
    Part("facilitator2", "Ilse", _("Begeleider, andere regio"),
         _("Leidt een andere praktijk. Neemt inzichten over."), (PROFESSIONAL,)),
)  # fmt: skip


@transaction.atomic
def ensure_cast() -> dict[str, User]:
    """Make the cast where it is missing, and give it by key; what is already there is left alone."""
    cast = {}
    for part in CAST:
        user = User.objects.filter(email=part.email).first()
        if user is None:
            user = User.objects.create_user(
                part.email,
                pseudonym=part.pseudonym,
                is_moderator=part.is_moderator,
                is_editor=part.is_editor,
                is_fictional=True,
            )
            PerspectiveClaim.objects.bulk_create(
                PerspectiveClaim(
                    user=user,
                    perspective=one,
                    confirmed_at=None if part.awaits or one in CLAIMED_FREELY else timezone.now(),
                )
                for one in part.perspectives
            )
        cast[part.key] = user
    return cast
