"""How often others opened a story, for its teller alone; and whoever wrote out what was spoken is known as helper."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0007_moments"),
    ]

    operations = [
        migrations.AddField(
            model_name="story",
            name="opened",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name="helping",
            name="way",
            field=models.CharField(
                choices=[
                    ("samen", "Samen verteld"),
                    ("papier", "Op papier geschreven"),
                    ("stem", "Ingesproken, en door een ander opgeschreven"),
                ],
                max_length=10,
            ),
        ),
    ]
