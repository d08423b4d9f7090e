"""Addresses of what you were told."""

from django.urls import path

from notifications.views import mail, reading

app_name = "notifications"
urlpatterns = [
    path("mijn/mail/", mail.mail, name="mail"),
    path("mijn/mail/voorbeeld/", mail.mail_preview, name="mail_preview"),
    path("mijn/mail/anders/", mail.mail_exceptions, name="mail_exceptions"),
    path("mijn/mail/anders/<key:pk>/weg/", mail.mail_exception, name="mail_exception"),
    path("mijn/mail/opnieuw/", mail.mail_again, name="mail_again"),
    path("mail/stop/<str:key>/", mail.stop, name="stop"),
    path("mijn/meldingen/", reading.notification_list, name="list"),
    path("mijn/meldingen/gelezen/", reading.notifications_read, name="all_read"),
    path("mijn/meldingen/<key:pk>/", reading.notification_open, name="open"),
    path("mijn/meldingen/<key:pk>/gelezen/", reading.notification_read, name="read"),
]
