"""What all pages of the knowledge base share."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

PER_PAGE = 25


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, {"nav": "kennis"} | context)


def leaf(request: HttpRequest, found: "QuerySet[Any]") -> "Page[Any]":
    """Give the page asked for of what was found; an odd number gives the nearest."""
    return Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
