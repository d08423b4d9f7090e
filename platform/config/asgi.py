"""The one server process: HTTP through Django's WSGI handler in a fixed pool of threads, websockets through Channels."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
wsgi = get_wsgi_application()
