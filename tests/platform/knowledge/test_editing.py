"""Editing in the site, as an editor and everybody else meets it."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from knowledge.editing import actions
from knowledge.models import Claim, Dossier, EvidenceAxis, Instrument, Source, Term, Version, WorkingElement
from tests.makers import make_element, make_intervention, make_theme, make_user

pytestmark = pytest.mark.django_db
SECRET = "zeepaardje"


@pytest.fixture
def ed():
    return make_user("Ed", is_editor=True)


def browser(user=None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def fields(html: str) -> dict[str, list[str]]:
    """Give what a browser would send from the last form of a page that has the words "once"."""
    form = html[html.rindex("<form", 0, html.index('name="reason"')) :]
    form = form[: form.index("</form>")]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="([^"]*)"', tag)
        if name and (not kind or kind[1] not in {"checkbox", "radio"} or " checked" in tag):
            found.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    for name, inside in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.S):
        found[name] = [unescape(inside)]
    for name, inside in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)"[^>]*selected', inside)
        found[name] = [chosen[1] if chosen else ""]
    return found


def opened(client: Client, address: str) -> dict[str, list[str]]:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, answer
    return fields(answer.content.decode())


def test_an_editor_changes_an_element_from_its_page_to_published(ed):
    theme, source = make_theme("Schulden"), Source.objects.create(slug="bron", title="Bron")
    element = make_element("Iemand die bleef", theme)
    Claim.objects.create(element=element, kind="effect", text="Het helpt.", order=1).sources.add(source)
    element.sources.add(source)
    client = browser(ed)
    page = client.get(element.get_absolute_url()).content.decode()
    edit = reverse("knowledge:edit", args=["element", element.pk])
    assert edit in page
    typed = opened(client, edit)
    answer = client.post(edit, typed | {"explanation": "Eén mens, elke week.", "reason": "Zo is het concreter."})
    draft = Version.objects.get(state="draft")
    assert answer.url == draft.get_absolute_url()
    assert {name for name in draft.facts if draft.facts[name] != draft.based_on.facts[name]} == {"explanation"}
    shown = client.get(answer.url).content.decode()
    assert "Eén mens, elke week." in shown
    assert "<ins>" in shown
    assert "Eén mens" not in browser().get(element.get_absolute_url()).content.decode()
    client.post(reverse("knowledge:version_offer", args=[draft.pk]))
    answer = client.post(reverse("knowledge:version_publication", args=[draft.pk]))
    assert answer.url == element.get_absolute_url()
    page = browser().get(element.get_absolute_url()).content.decode()
    assert "Eén mens, elke week." in page
    assert "Zo is het concreter." in page
    log = browser().get(reverse("knowledge:versions", args=["elementen", element.slug])).content.decode()
    assert "Door Ed." in log
    assert edit not in page


@pytest.mark.parametrize("record", [make_element, make_intervention])
def test_the_index_of_a_long_form_leads_to_every_part(ed, record):
    page = browser(ed).get(reverse("knowledge:edit", args=[record.__name__.removeprefix("make_"), record().pk]))
    form = page.content.decode().partition("Bewaar als klad")[2].partition("</form>")[0]
    index = form.partition("<nav")[2].partition("</nav>")[0]
    parts = re.findall(r'<h2 id="([^"]+)"', form)
    assert re.findall(r'href="#([^"]+)"', index) == parts
    assert len(parts) > 4


@pytest.mark.parametrize("word", ["element", "intervention", "dossier", "source", "instrument", "term"])
def test_saving_a_form_that_was_not_touched_changes_nothing(ed, word):
    record = one_of(word)
    edit = reverse("knowledge:edit", args=[word, record.pk])
    client = browser(ed)
    answer = client.post(edit, opened(client, edit) | {"reason": "Zomaar."})
    assert "Je veranderde nog niets." in answer.content.decode()
    assert not Version.objects.exists()


def one_of(word):
    theme, source = make_theme("Schulden"), Source.objects.create(slug="bron", title="Bron")
    if word == "element":
        element = make_element("Iemand die bleef", theme)
        Claim.objects.create(element=element, kind="effect", text="Het helpt.").sources.add(source)
        return element
    if word == "intervention":
        intervention = make_intervention("Huis eerst", theme, recognition_until="2027-01-01")
        axis = EvidenceAxis.objects.create(intervention=intervention, axis="cost", standing="little", note="Duur.")
        axis.sources.add(source)
        EvidenceAxis.objects.create(intervention=intervention, axis="effect")
        return intervention
    if word == "dossier":
        dossier = Dossier.objects.create(
            theme=theme, title="Wat werkt", summary="Vraag eerst.", reviewed_on="2026-01-02"
        )
        dossier.groups.create(name="Jongeren", text="Snel.\n\nEn dichtbij.", order=3)
        dossier.groups.create(name="Ouderen", text="Rustig.", order=7)
        dossier.claims.create(kind="practice", text="Rust helpt.")
        return dossier
    if word == "source":
        return source
    if word == "instrument":
        return Instrument.objects.create(slug="meter", name="Meter", goal="Rust", minutes=5)
    return Term.objects.create(slug="regie", word="Regie", explanation="Zelf kiezen.", also="regies")


@pytest.mark.parametrize("word", ["element", "intervention", "dossier", "source", "instrument", "term"])
def test_something_new_of_every_kind_can_be_written(ed, word):
    make_theme("Armoede", slug="armoede")
    client = browser(ed)
    address = reverse("knowledge:create", args=[word])
    words = dict.fromkeys(("title", "name", "word", "plain_wording", "professional_wording"), "Samen eten")
    words |= dict.fromkeys(("summary", "explanation", "goal"), "Aan één tafel.") | {"theme": "armoede"}
    answer = client.post(address, opened(client, address) | words | {"reason": "Uit verhalen."})
    assert answer.status_code == 302, re.findall(r'class="errors.*?</div>', answer.content.decode(), re.S)
    draft = Version.objects.get()
    published = client.post(reverse("knowledge:version_publication", args=[draft.pk]), {"reviewed_on": "2026-03-01"})
    assert published.status_code == 302, published.content.decode()
    draft.refresh_from_db()
    record = actions.record_of(draft)
    assert getattr(record, "slug", "samen-eten") == "samen-eten"
    if word == "dossier":
        assert str(record.reviewed_on) == "2026-03-01"


def test_two_new_records_of_one_name_get_addresses_of_their_own(ed):
    for _turn in range(2):
        facts = {"title": "Samen eten"}
        actions.publish(ed, actions.start_draft(ed, Source, facts, "Nieuw."))
    assert sorted(Source.objects.values_list("slug", flat=True)) == ["samen-eten", "samen-eten-2"]


ADDRESSES = [
    ("get", "desk", []),
    ("get", "create", ["element"]),
    ("post", "create", ["element"]),
    ("get", "edit", ["element", "PK"]),
    ("post", "edit", ["element", "PK"]),
    ("get", "draft", ["DRAFT"]),
    ("post", "draft", ["DRAFT"]),
    ("post", "version_offer", ["DRAFT"]),
    ("post", "version_return", ["DRAFT"]),
    ("post", "version_drop", ["DRAFT"]),
    ("post", "version_publication", ["DRAFT"]),
    ("get", "undo", ["FIRST"]),
    ("post", "undo", ["FIRST"]),
]


@pytest.mark.parametrize("role", ["visitor", "participant", "moderator"])
@pytest.mark.parametrize(("method", "name", "arguments"), ADDRESSES)
def test_only_editors_come_in(ed, role, method, name, arguments):
    element = make_element("Iemand die bleef")
    draft = actions.start_draft(ed, element, {"explanation": SECRET}, SECRET)
    actions.offer(ed, draft)
    first = Version.objects.get(number=1)
    known = {"PK": element.pk, "DRAFT": draft.pk, "FIRST": first.pk}
    address = reverse(f"knowledge:{name}", args=[known.get(one, one) for one in arguments])
    who = {"visitor": None, "participant": make_user(), "moderator": make_user(is_moderator=True)}[role]
    answer = getattr(browser(who), method)(address, {"reason": "Ik wil ook."})
    if role == "visitor" and method == "get":
        assert "/inloggen/" in answer.url
    else:
        assert answer.status_code == 403
    assert SECRET not in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.state, Version.objects.count()) == ("proofreading", 2)


def test_a_draft_is_found_by_editors_alone_and_a_proof_by_who_is_signed_in(ed):
    draft = actions.start_draft(ed, make_element(), {"explanation": SECRET}, "Daarom.")
    address, reader = draft.get_absolute_url(), make_user()

    def seen():
        return [browser(who).get(address).status_code for who in (None, reader, ed)]

    assert seen() == [302, 404, 200]
    assert SECRET not in browser(reader).get(reverse("knowledge:proofs")).content.decode()
    actions.offer(ed, draft)
    assert seen() == [302, 200, 200]
    assert address in browser(reader).get(reverse("knowledge:proofs")).content.decode()
    actions.drop(ed, draft)
    assert seen() == [302, 404, 200]


def test_beginning_a_draft_leaves_no_trace_for_readers(ed):
    element = make_element("Iemand die bleef")
    log = reverse("knowledge:versions", args=["elementen", element.slug])

    def shown():
        return [re.sub(rb"\s+", b"", browser().get(one).content) for one in (element.get_absolute_url(), log)]

    before = shown()
    actions.start_draft(ed, element, {"explanation": SECRET}, SECRET)
    assert shown() == before


def test_no_word_of_a_draft_is_read_anywhere_until_it_is_published(ed):
    theme = make_theme("Schulden")
    element = make_element("Iemand die bleef", theme)
    actions.publish(ed, actions.start_draft(ed, element, {"explanation": "Elke week."}, "Concreter."))
    draft = actions.start_draft(ed, element, {"explanation": f"Een {SECRET} erbij."}, f"Vanwege {SECRET}.")
    actions.offer(ed, draft)
    reader = make_user()
    log = reverse("knowledge:versions", args=["elementen", element.slug])
    public = [
        element.get_absolute_url(),
        theme.get_absolute_url(),
        log,
        f"{log}?van=1&tot=3",
        f"/zoeken/?q={SECRET}",
        "/kennis/",
    ]
    for who in (None, reader):
        for address in public:
            page = browser(who).get(address).content.decode().replace(f"q={SECRET}", "").replace(f'"{SECRET}"', "")
            assert not re.search(f"(?<!‘){SECRET} erbij|Vanwege {SECRET}", page), (who, address)
    assert not finds(SECRET, element)
    actions.publish(ed, draft)
    assert finds(SECRET, element)
    assert not finds('"elke week"', element)
    page = browser().get(log).content.decode()
    assert f"Vanwege {SECRET}." in page


def finds(words, record):
    return record.get_absolute_url() in browser().get("/zoeken/", {"q": words}).content.decode()


def test_an_error_keeps_every_word(ed):
    element = make_element("Iemand die bleef")
    edit = reverse("knowledge:edit", args=["element", element.pk])
    client = browser(ed)
    typed = opened(client, edit)
    typed |= {"explanation": "Nieuwe uitleg.", "plain_wording": "", "claims-0-text": "Zonder soort.", "reason": ""}
    page = client.post(edit, typed).content.decode()
    assert "Nieuwe uitleg." in page
    assert "Zonder soort." in page
    assert "Schrijf op waarom." in page
    assert 'href="#id_claims-0-kind"' in page
    assert not Version.objects.exists()


def test_more_rows_come_without_losing_a_word_and_without_blame(ed):
    element = make_element("Iemand die bleef")
    edit = reverse("knowledge:edit", args=["element", element.pk])
    client = browser(ed)
    typed = opened(client, edit) | {"claims-1-text": "Het helpt.", "plain_wording": "", "rij": "claims"}
    page = client.post(edit, typed).content.decode()
    assert "Het helpt." in page
    assert 'name="claims-3-text"' in page
    assert "fault" not in page
    assert not Version.objects.exists()
    rows = {"claims-n": "4", "claims-3-text": "Laatste.", "claims-3-kind": "practice", "claims-1-kind": "effect"}
    again = fields(page) | rows | {"plain_wording": "Iemand", "reason": "Meer."}
    client.post(edit, again)
    draft = Version.objects.get(state="draft")
    assert [(row["text"], row["order"]) for row in draft.facts["claims"]] == [("Het helpt.", 1), ("Laatste.", 2)]


@pytest.mark.parametrize("size", ["9" * 5000, "-1", "²", "", "x", "999"])
def test_odd_numbers_of_rows_do_no_harm(ed, size):
    edit = reverse("knowledge:edit", args=["element", make_element().pk])
    assert browser(ed).post(edit, {"claims-n": size, "rij": "claims"}).status_code == 200


def test_a_row_from_a_form_cannot_be_another_records_row(ed):
    theirs = Claim.objects.create(element=make_element(), kind="effect", text="Van een ander.")
    mine = make_element("Van mij")
    edit = reverse("knowledge:edit", args=["element", mine.pk])
    client = browser(ed)
    row = {"claims-0-id": str(theirs.pk), "claims-0-text": "Gekaapt.", "claims-0-kind": "effect"}
    client.post(edit, opened(client, edit) | row | {"reason": "Zo."})
    assert Version.objects.get(state="draft").facts["claims"][0]["id"] is None


def test_the_second_editor_reads_both_and_chooses(ed):
    element = make_element("Iemand die bleef")
    edit = reverse("knowledge:edit", args=["element", element.pk])
    mine, theirs = browser(ed), browser(make_user("Eva", is_editor=True))
    my_form, their_form = opened(mine, edit), opened(theirs, edit)
    theirs.post(edit, their_form | {"explanation": "Van Eva.", "for_whom": "Ook van Eva.", "reason": "Eva."})
    answer = mine.post(edit, my_form | {"explanation": "Van Ed.", "keep": "Ook van Ed.", "reason": "Ed."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Eva bewaarde dit klad net voor jou" in page
    assert ">Eva<" in page or "Eva" in page
    merged = fields(page)
    assert merged["explanation"] == ["Van Ed."]
    assert merged["for_whom"] == ["Ook van Eva."]
    assert merged["keep"] == ["Ook van Ed."]
    assert merged["reason"] == ["Ed."]
    draft = Version.objects.get(state="draft")
    assert draft.facts["explanation"] == "Van Eva."
    mine.post(reverse("knowledge:draft", args=[draft.pk]), merged)
    draft.refresh_from_db()
    assert [draft.facts[name] for name in ("explanation", "for_whom", "keep")] == [
        "Van Ed.",
        "Ook van Eva.",
        "Ook van Ed.",
    ]


def test_what_was_published_meanwhile_is_laid_beside_the_draft(ed):
    element = make_element("Iemand die bleef")
    draft = actions.start_draft(ed, element, {"explanation": "Van Ed."}, "Ed.")
    WorkingElement.objects.filter(pk=element.pk).update(for_whom="Uit het beheer.", explanation="Uit het beheer ook.")
    client = browser(ed)
    answer = client.post(reverse("knowledge:version_publication", args=[draft.pk]), follow=True)
    page = answer.content.decode()
    assert "Dit veranderden jullie allebei" in page
    typed = fields(page)
    assert (typed["explanation"], typed["for_whom"]) == (["Van Ed."], ["Uit het beheer."])
    client.post(reverse("knowledge:draft", args=[draft.pk]), typed)
    client.post(reverse("knowledge:version_publication", args=[draft.pk]))
    element.refresh_from_db()
    assert (element.explanation, element.for_whom) == ("Van Ed.", "Uit het beheer.")


def test_what_is_sent_twice_gives_one_version(ed):
    element = make_element("Iemand die bleef")
    edit = reverse("knowledge:edit", args=["element", element.pk])
    client = browser(ed)
    typed = opened(client, edit) | {"explanation": "Nieuw.", "reason": "Zo."}
    first, again = client.post(edit, typed), client.post(edit, typed)
    assert first.url == again.url
    assert Version.objects.count() == 2


def test_who_was_signed_out_while_writing_finds_every_word_back(ed):
    edit = reverse("knowledge:edit", args=["element", make_element().pk])
    typed = opened(browser(ed), edit) | {"explanation": "Een lange tekst\nover wat er gebeurde.", "reason": "Zo."}
    answer = browser().post(edit, typed, HTTP_SEC_FETCH_SITE="same-origin")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "over wat er gebeurde." in page
    assert "Log eerst weer in" in page
    assert 'name="explanation"' in page


def test_putting_back_shows_what_changes_and_asks_why(ed):
    element = make_element("Iemand die bleef")
    actions.publish(ed, actions.start_draft(ed, element, {"explanation": "Nieuw."}, "Zo."))
    first = Version.objects.get(number=1)
    client, address = browser(ed), reverse("knowledge:undo", args=[first.pk])
    page = client.get(address).content.decode()
    assert "Eén vertrouwd gezicht." in re.sub(r"<[^>]*>|\[erbij: |\[weg: |\]", "", page)
    assert "Schrijf op waarom." in client.post(address, {"reason": ""}).content.decode()
    typed = opened(client, address) | {"reason": "Toch niet."}
    assert client.post(address, typed).url == client.post(address, typed).url == element.get_absolute_url()
    element.refresh_from_db()
    assert element.explanation == "Eén vertrouwd gezicht."
    log = browser().get(reverse("knowledge:versions", args=["elementen", element.slug])).content.decode()
    assert "Dit zette versie 1 terug." in log
    assert Version.objects.count() == 3


def test_the_list_names_nobody_who_has_no_name_here_and_never_an_address():
    editor = make_user("", is_editor=True)
    element = make_element("Iemand die bleef")
    actions.publish(editor, actions.start_draft(editor, element, {"explanation": "Nieuw."}, "Zo."))
    log = reverse("knowledge:versions", args=["elementen", element.slug])
    assert "Door redactie." in browser().get(log).content.decode()
    for address in (element.get_absolute_url(), log):
        page = browser().get(address).content.decode()
        assert editor.email not in page
        assert f"#{editor.pk}" not in page


def test_hostile_words_are_shown_as_words(ed):
    element = make_element("Iemand die bleef")
    evil = "<script>alert(1)</script> <b onclick=x>"
    draft = actions.start_draft(ed, element, {"explanation": evil, "claims": [{"kind": "effect", "text": evil}]}, evil)
    pages = [browser(ed).get(draft.get_absolute_url()), browser(ed).get(reverse("knowledge:desk"))]
    actions.publish(ed, draft)
    pages += [
        browser().get(reverse("knowledge:versions", args=["elementen", element.slug])),
        browser().get(element.get_absolute_url()),
    ]
    for page in pages:
        assert b"<script>alert" not in page.content
        assert b"<b onclick" not in page.content


@pytest.mark.parametrize("query", ["van=0&tot=99999999999999999999", "van=²&tot=x", "van=2&tot=1", "page=-1&van=%00"])
def test_odd_comparisons_are_answered(ed, query):
    element = make_element("Iemand die bleef")
    actions.publish(ed, actions.start_draft(ed, element, {"explanation": "Nieuw."}, "Zo."))
    assert (
        browser().get(reverse("knowledge:versions", args=["elementen", element.slug]) + f"?{query}").status_code == 200
    )


@pytest.mark.parametrize("address", ["elementen/bestaat-niet", "onzin/iets", "themas/zonder"])
def test_a_list_of_nothing_is_not_there(address):
    assert browser().get(f"/kennis/{address}/versies/").status_code == 404


def test_pages_ask_as_much_for_many_versions_as_for_few(ed, django_assert_max_num_queries):
    element = make_element("Iemand die bleef")
    for number in range(12):
        actions.publish(ed, actions.start_draft(ed, element, {"explanation": f"Versie {number}."}, "Zo."))
    for number in range(10):
        actions.start_draft(ed, make_element(f"Ander {number}"), {"explanation": "Anders."}, "Zo.")
    with django_assert_max_num_queries(5):
        browser().get(reverse("knowledge:versions", args=["elementen", element.slug]))
    client = browser(ed)
    with django_assert_max_num_queries(8):
        client.get(reverse("knowledge:desk"))


def test_readers_are_asked_to_proof_read():
    assert reverse("knowledge:proofs") in browser().get("/kennis/").content.decode()
