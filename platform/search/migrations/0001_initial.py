"""The rows that can be found, and the text to match on in the way of each database."""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = ["""CREATE VIRTUAL TABLE search_fts USING fts5(t, b, p, tokenize="unicode61 remove_diacritics 2", prefix='2 3 4')"""]
SQLITE_BACK = ["DROP TABLE search_fts"]
POSTGRES = [
    "ALTER TABLE search_indexentry ADD COLUMN vector tsvector NOT NULL DEFAULT ''",
    "CREATE INDEX search_vector ON search_indexentry USING gin (vector)",
]
POSTGRES_BACK = ["DROP INDEX search_vector", "ALTER TABLE search_indexentry DROP COLUMN vector"]


def forwards(apps, editor):
    for sql in POSTGRES if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(sql)


def backwards(apps, editor):
    for sql in POSTGRES_BACK if editor.connection.vendor == "postgresql" else SQLITE_BACK:
        editor.execute(sql)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Audience",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=500, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="AudienceKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=60)),
                ("audience", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="keys", to="search.audience")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["key", "audience"], name="a_key_once_per_audience")]},
        ),
        migrations.CreateModel(
            name="IndexEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("object_id", models.BigIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("body", models.TextField(blank=True)),
                ("url", models.CharField(max_length=500)),
                ("extra", models.CharField(blank=True, max_length=200)),
                ("themes", models.CharField(blank=True, max_length=500)),
                ("date", models.DateField(blank=True, null=True)),
                ("is_fictional", models.BooleanField(default=False)),
                ("until", models.DateField(blank=True, null=True)),
                ("audience", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="search.audience")),
            ],
            options={
                "indexes": [models.Index(fields=["audience", "-id"], name="search_newest")],
                "constraints": [models.UniqueConstraint(fields=["kind", "object_id"], name="a_thing_is_found_once")],
            },
        ),
        migrations.RunPython(forwards, backwards),
    ]
