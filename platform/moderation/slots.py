"""What reading along says on pages about the site."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from ui.slots import slot


@slot("rules.end")
def on_rules(context: Any) -> str:
    return render_to_string("moderation/_rules.html")


@slot("help.places", order=50)
def on_help(context: Any) -> str:
    return render_to_string("moderation/_help.html")
