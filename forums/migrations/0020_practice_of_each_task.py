from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Until now every task was agreed at a table of a practice."""
    sessions = apps.get_model("forums", "Session").objects.filter(pk=OuterRef("session"))
    tasks = apps.get_model("forums", "Task").objects.filter(practice=None)
    tasks.update(practice=Subquery(sessions.values("practice")))


class Migration(migrations.Migration):
    dependencies = [("forums", "0019_tasks_of_a_practice")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
