"""The bell in the header, and what is new on your own place."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.models import User
from live.topics import address_of
from notifications.live import BellTopic, stamp
from notifications.models import Notification
from prepared import Prepared
from ui.slots import slot

NEWEST = 3


def unread_of(user: int) -> Any:
    return Notification.objects.visible_to(User(pk=user)).unread().values_list("user").annotate(Count("pk")).order_by()


UNREAD = Prepared[Any](unread_of)


@slot("header.bell")
def bell(context: Mapping[str, Any], **kwargs: Any) -> SafeString | str:
    """Give the number of unread lines; nothing for a visitor."""
    user = context.get("user")  # a page drawn without a request, such as an error page, has none
    if user is None or not user.is_authenticated:
        return ""
    unread = sum(number for _user, number in UNREAD.rows(user.pk))
    address = address_of(BellTopic, user.pk)
    return render_to_string("notifications/_bell_live.html", {"unread": unread, "address": address, "since": stamp()})


@slot("mine.section", order=-10)
def news(context: Mapping[str, Any], **kwargs: Any) -> SafeString | str:
    """Give the newest unread lines on somebody's own place."""
    newest = list(Notification.objects.visible_to(context["request"].user).unread()[:NEWEST])
    return render_to_string("notifications/_news.html", {"newest": newest})


@slot("mine.settings", order=-10)
def mail(context: Mapping[str, Any], **kwargs: Any) -> SafeString:
    """Give the way to what is mailed."""
    return render_to_string("notifications/_settings.html")
