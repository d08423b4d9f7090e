from django.db import migrations

STEPS = {
    "Vraag": "vraag",
    "Weten": "weten",
    "Verhaal": "verhaal",
    "Duiden": "duiden",
    "Doen": "doen",
    "Meten": "meten",
    "Delen": "delen",
}


def name_steps(apps, schema_editor):
    """Until now every practice had the same seven phases, known by their names."""
    phases = apps.get_model("practices", "Phase").objects.all()
    for name, step in STEPS.items():
        phases.filter(name=name).update(step=step)


class Migration(migrations.Migration):
    dependencies = [("practices", "0018_home_of_a_practice")]
    operations = [migrations.RunPython(name_steps, migrations.RunPython.noop)]
