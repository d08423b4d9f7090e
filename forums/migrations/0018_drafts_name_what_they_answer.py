"""What was typed before as an answer to a reply is found at that reply."""

from django.db import migrations


def name_parents(apps, schema_editor):
    drafts = apps.get_model("forums", "Draft").objects
    for draft in drafts.iterator():
        value = str(draft.said.get("parent") or "")
        if value.isascii() and value.isdecimal() and len(value) < 19:
            drafts.filter(pk=draft.pk).update(parent=int(value))


class Migration(migrations.Migration):
    dependencies = [("forums", "0017_drafts_of_answers")]

    operations = [migrations.RunPython(name_parents, migrations.RunPython.noop, elidable=True)]
