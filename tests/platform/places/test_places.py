"""A municipality lies in a province and in a region around work."""

import pytest
from django.db.models import ProtectedError

from tests.makers import make_municipality


@pytest.mark.django_db
def test_a_province_with_municipalities_cannot_be_removed():
    enschede = make_municipality("Enschede")
    with pytest.raises(ProtectedError):
        enschede.province.delete()
    assert list(enschede.province.municipalities.all()) == [enschede]
