from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forums", "0014_attached_elements")]

    operations = [
        migrations.AddField(
            model_name="session",
            name="question",
            field=models.CharField(blank=True, max_length=300, verbose_name="de vraag"),
        ),
        migrations.AddField(
            model_name="session", name="wiped_at", field=models.DateTimeField(blank=True, null=True)
        ),
    ]
