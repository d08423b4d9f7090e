"""Coming in and going out: allauth's views, with two doors on one page and words where it is silent."""

from typing import Any
from urllib.parse import urlencode

from allauth.account import views as allauth_views
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.forms import SignIn, SignInByPassword
from accounts.http import safe_next


class SignInView(allauth_views.LoginView):  # type: ignore[misc]
    """One page, two forms: a code by mail, or a password."""

    @property
    def by_password(self) -> bool:
        return "password" in self.request.POST

    def get_form_class(self) -> type[SignIn | SignInByPassword]:
        return SignInByPassword if self.by_password else SignIn

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["by_password"] = self.by_password
        context["code_form"] = SignIn() if self.by_password else context["form"]
        context["password_form"] = context["form"] if self.by_password else SignInByPassword()
        context["nav"] = "inloggen"
        context["goes_on"] = bool(safe_next(self.request, ""))
        return context


class SignUpView(allauth_views.SignupView):  # type: ignore[misc]
    """An address is enough; afterwards the person may say who they are."""

    def get_success_url(self) -> str:
        page = reverse("accounts:introduction")
        onward = safe_next(self.request, "")
        return f"{page}?{urlencode({'next': onward})}" if onward else page


class SignInCodeView(allauth_views.ConfirmLoginCodeView):  # type: ignore[misc]
    """The code from the mail; a code that is over says so."""

    _process: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if self._process is None and not request.user.is_authenticated:
            messages.warning(request, _("Deze code werkt niet meer. Vraag een nieuwe code aan."))
        return response


def ask_code(request: HttpRequest) -> HttpResponse:
    """Send whoever still has allauth's separate address to the one page with both ways in."""
    onward = safe_next(request, "")
    page = reverse("account_login")
    return redirect(f"{page}?{urlencode({'next': onward})}" if onward else page)
