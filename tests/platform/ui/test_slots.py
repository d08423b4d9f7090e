"""Upper floors fill the room that lower pages leave."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.template import Context, Template
from django.utils.html import format_html

from ui import slots


@pytest.fixture(autouse=True)
def empty_room() -> Iterator[None]:
    """Give the toy slot back empty."""
    yield
    slots._fillers.pop("toy", None)


def draw() -> str:
    return Template('[{% slot "toy" name=who %}]').render(Context({"who": "Ans <b>"}))


def test_an_empty_slot_draws_nothing() -> None:
    assert draw() == "[]"


def test_plugs_stand_in_their_order_and_may_stay_silent() -> None:
    slots.slot("toy", order=2)(lambda context, **kwargs: "twee")
    slots.slot("toy", order=1)(lambda context, **kwargs: "een,")
    slots.slot("toy")(lambda context, **kwargs: "")
    assert draw() == "[een,twee]"


def test_a_plain_text_is_escaped_and_html_is_trusted_knowingly() -> None:
    slots.slot("toy")(lambda context, name: name)
    slots.slot("toy", order=1)(lambda context, name: format_html("<i>{}</i>", name))
    assert draw() == "[Ans &lt;b&gt;<i>Ans &lt;b&gt;</i>]"


def test_a_plug_sees_the_page() -> None:
    def greet(context: Context, **kwargs: Any) -> str:
        return f"dag {context['who'][:3]}"

    slots.slot("toy")(greet)
    assert draw() == "[dag Ans]"
