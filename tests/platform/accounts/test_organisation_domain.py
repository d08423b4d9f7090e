"""An address at an organisation confirms from where its people work; only a proven one, and only that perspective."""

import pytest
from allauth.account.models import EmailAddress

from accounts.actions import claim_perspectives
from accounts.models import OrganisationDomain, Perspective
from tests.makers import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def wijkteam():
    return OrganisationDomain.objects.create(domain="@Wijkteam.example ", perspective=Perspective.PROFESSIONAL)


def make_sanne(address: str = "sanne@wijkteam.example", *, verified: bool = True):
    sanne = make_user("Sanne")
    EmailAddress.objects.create(user=sanne, email=address, verified=verified)
    return sanne


def confirmed(user) -> set[str]:
    return set(user.perspectives.filter(confirmed_at__isnull=False).values_list("perspective", flat=True))


def test_a_proven_address_at_the_organisation_confirms_its_perspective_and_no_other(wijkteam):
    sanne = make_sanne()
    claim_perspectives(sanne, [Perspective.PROFESSIONAL, Perspective.RESEARCH, Perspective.LIVED])
    assert confirmed(sanne) == {Perspective.PROFESSIONAL}


@pytest.mark.parametrize(
    ("address", "verified"),
    [
        ("sanne@wijkteam.example", False),
        ("sanne@elders.example", True),
        ("sanne@wijkteam.example.boef.example", True),
        ("sanne@nepwijkteam.example", True),
    ],
)
def test_another_or_an_unproven_address_confirms_nothing(wijkteam, address, verified):
    sanne = make_sanne(address, verified=verified)
    claim_perspectives(sanne, [Perspective.PROFESSIONAL])
    assert confirmed(sanne) == set()
