"""Pages that belong to no subject."""

from django.urls import path

from ui import views

app_name = "ui"
urlpatterns = [
    path("", views.home, name="home"),
    path("over/", views.page, {"name": "about"}, name="about"),
    path("over/jouw-verhaal/", views.page, {"name": "your_story"}, name="your_story"),
    path("spelregels/", views.page, {"name": "rules"}, name="rules"),
    path("uitleg/", views.page, {"name": "help"}, name="help"),
    path("toegankelijkheid/", views.page, {"name": "accessibility"}, name="accessibility"),
    path("toegankelijkheid/kleur/", views.scheme, name="scheme"),
    path("taal/", views.language, name="language"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots_txt, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path(".well-known/security.txt", views.security_txt, name="security"),
]
