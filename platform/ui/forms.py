"""How forms are drawn and what every form shares: clean text, clear errors, one result for one submit."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.db import transaction
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ui.models import Submission
from ui.text import clean_text

KEPT_FOR = timedelta(days=7)
LONGEST_NUMBER = 18  # digits; a longer one may be more than a database holds
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22,64}")
_UNSTYLED = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.HiddenInput)


class Bound(forms.BoundField):
    """A field on the page: our own errors instead of the browser's, and the look of the house."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Give the attributes of the input.

        `required` is left out: the browser would answer in its own words, and in one bubble at a time.
        """
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)
        if isinstance(widget, _UNSTYLED):
            return attrs
        if self.field.required:
            attrs["aria-required"] = "true"
        css = widget.attrs.get("class", "")
        attrs["class"] = css if "input" in css.split() else f"input {css}".strip()
        return attrs


class Renderer(TemplatesSetting):
    """Draw forms with the templates of the site."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = Bound


class PlainText(forms.CharField):
    """Words of a person: cleaned on the way in, refused with a clear sentence when there are too many."""

    widget: Any = forms.Textarea(attrs={"rows": 5})
    default_error_messages = {"required": _("Vul dit nog in.")}

    def __init__(self, *, max_length: int = 5000, **options: Any) -> None:
        super().__init__(max_length=max_length, strip=False, **options)
        self.far_too_long = max_length * 3  # cleaning a megabyte only to refuse it would be work for nothing
        for check in self.validators:
            if getattr(check, "code", "") == "max_length":
                check.message = ngettext_lazy(  # type: ignore[attr-defined]
                    "Dit is te lang: %(show_value)d tekens. Maak het korter, tot %(limit_value)d teken.",
                    "Dit is te lang: %(show_value)d tekens. Maak het korter, tot %(limit_value)d tekens.",
                    "limit_value",
                )

    def to_python(self, value: Any) -> str:
        """Give the cleaned words."""
        text = super().to_python(value)
        if not isinstance(text, str):
            return ""
        return clean_text(text) if len(text) <= self.far_too_long else text.replace("\x00", "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Give no maxlength: a browser would cut off what is pasted without saying so."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class Line(PlainText):
    """Words of a person on one line."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> str:
        """Give the cleaned words with single spaces."""
        return " ".join(super().to_python(value).split())


class AskedLine(Line):
    """A line that may come later, but is asked: the form does not say that it need not be there."""

    asked = True


def ask(form: forms.BaseForm, *names: str) -> None:
    """Let the form not say that these need not be there: one of them must, or they must in some cases."""
    for name in names:
        form.fields[name].asked = True  # type: ignore[attr-defined]


class Several(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Choices out of the database; a number too long for it is refused like any choice that is not there."""

    def clean(self, value: Any) -> Any:
        """Give the chosen rows."""
        for one in value or ():
            if str(one).isdecimal() and len(str(one)) > LONGEST_NUMBER:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": one}
                )
        return super().clean(value)


class Folded(forms.CheckboxSelectMultiple):
    """A long list of choices, folded in until somebody opens it or something in it is chosen."""

    template_name = "forms/folded.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give what the template draws."""
        context = super().get_context(name, value, attrs)
        chosen = any(option["selected"] for _name, group, _i in context["widget"]["optgroups"] for option in group)
        return context | {"opened": chosen}


class LongSelect(forms.Select):
    """A select with many options, drawn in one go: a template for each option costs more than the rest of the page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, mark_safe(" selected") if str(key) == chosen else "", label) for key, label in self.choices),
        )
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), options
        )


def _print_of(upload: Any) -> str:
    """Name exactly this content: another file under the same token is a new submit."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def new_token() -> str:
    """Give the token that makes one submit of one form that was drawn."""
    return secrets.token_urlsafe(16)


class Once(forms.Form):
    """A form that may be sent twice and acts once: `return redirect(form.once(lambda: …the address of the result…))`.

    The same words sent again with the same token give the first result. Changed words are a new submit, so that
    somebody who goes back and mends a sentence never loses it.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["once"] = forms.CharField(
            widget=forms.HiddenInput, required=False, max_length=64, initial=new_token()
        )

    def already_done(self) -> str:
        """Give the address of the result when exactly this was sent before, else ''."""
        done = Submission.objects.filter(key=key).first() if (key := self._key()) else None
        return done.result_path if done else ""

    def once(self, act: Callable[[], str]) -> str:
        """Run `act` in a transaction and give the address it gives; sent before, only give that address.

        Two at the same moment: the second waits on the unique key until the first is stored or undone.
        Never let the address hold a secret: it is kept for a week.
        """
        key = self._key()
        if not key:
            with transaction.atomic():
                return act()
        with transaction.atomic():
            done, is_new = Submission.objects.get_or_create(key=key)
            if is_new:
                done.result_path = act()
                done.save(update_fields=["result_path"])
                Submission.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
        return done.result_path

    def _key(self) -> str:
        token = str(self.data.get(self.add_prefix("once")) or "")
        if not _TOKEN.fullmatch(token):
            return ""
        lists = self.data.lists() if hasattr(self.data, "lists") else self.data.items()
        typed = sorted((name, value) for name, value in lists if name != "csrfmiddlewaretoken")
        typed += sorted((name, _print_of(one)) for name, one in self.files.items())
        said = json.dumps([type(self).__qualname__, typed], default=str)
        return hashlib.sha256(said.encode(errors="replace")).hexdigest()
