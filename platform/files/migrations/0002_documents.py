from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_stored_file")]

    operations = [
        migrations.AlterField(
            model_name="storedfile",
            name="kind",
            field=models.CharField(
                choices=[("image", "Foto of tekening"), ("sound", "Opname"), ("doc", "Document")], max_length=5
            ),
        ),
    ]
