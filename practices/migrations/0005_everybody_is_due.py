"""Whoever weighed before the tally was kept is counted the first time a map is opened (or by recount_weighings)."""

import datetime

from django.db import migrations


def mark(apps, editor):
    Due, Contribution = apps.get_model("practices", "Due"), apps.get_model("practices", "Contribution")
    people = Contribution.objects.filter(weighings__isnull=False).order_by().values_list("person", flat=True).distinct()
    now = datetime.date(2000, 1, 1)
    Due.objects.bulk_create((Due(person=person, due_on=now) for person in people.iterator()), batch_size=5000)


class Migration(migrations.Migration):
    dependencies = [("practices", "0004_tally")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
