"""What an address and a form may carry before anybody reads it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, UnreadablePostError

Handler = Callable[[HttpRequest], HttpResponse]
NUL = "%00"


def without_nul(get_response: Handler) -> Handler:
    """Drop NUL signs from the query and from what is typed.

    No word holds one, SQLite shrugs, and PostgreSQL refuses the whole query.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        while NUL in (query := request.META.get("QUERY_STRING", "")):  # taking one out may leave another
            request.META["QUERY_STRING"] = query.replace(NUL, "")
        if request.method == "POST":
            _clean_form(request)
        return get_response(request)

    return answer


def _clean_form(request: HttpRequest) -> None:
    try:
        lists = list(request.POST.lists())
    except UnreadablePostError:
        return  # the browser left halfway
    if not any("\0" in value for _name, values in lists for value in values):
        return
    typed = request.POST.copy()
    for name, values in lists:
        typed.setlist(name, [value.replace("\0", "") for value in values])
    typed._mutable = False
    request.POST = typed  # type: ignore[assignment]
