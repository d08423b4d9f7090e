"""What an address may carry before anybody reads it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]
NUL = "%00"


def without_nul(get_response: Handler) -> Handler:
    """Drop NUL signs from the query: no word holds one, SQLite shrugs, and PostgreSQL refuses the whole query."""

    def answer(request: HttpRequest) -> HttpResponse:
        while NUL in (query := request.META.get("QUERY_STRING", "")):  # taking one out may leave another
            request.META["QUERY_STRING"] = query.replace(NUL, "")
        return get_response(request)

    return answer
