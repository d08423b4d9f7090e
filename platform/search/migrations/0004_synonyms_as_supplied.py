"""Give the editors the groups of words that the search came with."""

from django.db import migrations

from search.lexicon.synonyms import GROUPS


def forwards(apps, editor):
    group = apps.get_model("search", "SynonymGroup")
    group.objects.bulk_create(group(words="\n".join(terms)) for terms in GROUPS)
    apps.get_model("search", "Steering").objects.create(pk=1, token="as-supplied")


def backwards(apps, editor):
    apps.get_model("search", "SynonymGroup").objects.all().delete()
    apps.get_model("search", "Steering").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("search", "0003_steering_and_verdicts")]
    operations = [migrations.RunPython(forwards, backwards)]
