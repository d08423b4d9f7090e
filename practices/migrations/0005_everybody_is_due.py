"""Whoever weighed before the tally was kept is counted the first time a map is opened (or by recount_weighings)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("practices", "0004_tally")]
    operations = [
        migrations.RunSQL(
            "INSERT INTO practices_due (person, due_on) SELECT DISTINCT c.person, '2000-01-01'"
            " FROM practices_contribution c JOIN practices_weighing w ON w.contribution_id = c.id",
            migrations.RunSQL.noop,
        )
    ]
