import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forums", "0020_practice_of_each_task")]
    operations = [
        migrations.AlterField(
            model_name="task",
            name="practice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="practices.practice"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(owner__isnull=True) | models.Q(member__isnull=True),
                name="a_task_names_a_seat_or_a_member",
            ),
        ),
    ]
