"""Who leaves a practice and takes their words along, or their name off, does so in its library and its words too."""

from __future__ import annotations

import pytest
from django.conf import settings

from files import documents
from files.models import StoredFile
from practices import traces
from practices.actions import definitions, library
from practices.actions.leaving import What, leave
from practices.models import Definition, ItemVersion, LibraryItem
from tests.makers import make_member

pytestmark = pytest.mark.django_db
INSIDE, SAID = "De wasbeer eet alle koekjes op.", "Zij beslist zelf wie er komt."


@pytest.fixture
def ada(practice, fay, bea):
    """Who laid two things there, one of which Bea brought a newer version of, and worded two words."""
    ada = make_member(practice, "Ada")
    for title in ("Alleen van haar", "Van twee"):
        facts = {"title": title, "why": "Daarom.", "file": documents.text(INSIDE.encode(), "")}
        item = library.add(practice, ada, facts)
        definitions.define(practice, ada, {"word": title, "text": SAID})
    library.bring(item, bea, {"link": "https://example.org/", "what": "Nieuw"})
    definitions.write(Definition.objects.get(word="Van twee"), bea, {"text": "Samen.", "why": "Zo."}, 1)
    return ada


def test_who_takes_it_along_leaves_no_word_or_file_that_was_theirs_alone(
    practice, ada, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        leave(practice, ada, What.TAKE)
    assert [item.title for item in LibraryItem.objects.all()] == ["Van twee"]
    assert [one.word for one in Definition.objects.all()] == ["Van twee"]
    assert not traces.find([INSIDE])
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_who_takes_their_name_off_leaves_the_things_and_no_way_back_to_them(practice, ada):
    leave(practice, ada, What.NAMELESS)
    assert LibraryItem.objects.count() == Definition.objects.count() == 2
    rows = (ItemVersion.objects.filter(by=ada), StoredFile.objects.filter(owner=ada), ada.library_items.all())
    assert not [row for found in rows for row in found]


def test_who_leaves_it_as_it_is_keeps_it_theirs_and_others_read_no_name(practice, ada, bea, client):
    leave(practice, ada)
    assert ItemVersion.objects.filter(by=ada).count() == 2
    client.force_login(bea)
    page = client.get(LibraryItem.objects.get(title="Alleen van haar").get_absolute_url()).content.decode()
    assert "iemand die niet meer meedoet" in page
    assert "Ada" not in page
