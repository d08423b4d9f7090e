"""Where mail goes while no mail server is set."""

from django.core.mail.backends.filebased import EmailBackend


class KeptMail(EmailBackend):
    """Keep each mail as a file in var/mail."""
