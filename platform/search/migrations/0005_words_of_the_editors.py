"""Let every process read the words of the editors once."""

from django.db import migrations


def forwards(apps, editor):
    apps.get_model("search", "Steering").objects.get_or_create(pk=2, defaults={"token": "as-found"})


def backwards(apps, editor):
    apps.get_model("search", "Steering").objects.filter(pk=2).delete()


class Migration(migrations.Migration):
    dependencies = [("search", "0004_synonyms_as_supplied")]
    operations = [migrations.RunPython(forwards, backwards)]
