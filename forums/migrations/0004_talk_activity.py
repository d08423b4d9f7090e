"""When each talk was last active, and which reply was its last."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def look_up(apps, schema_editor):
    """Read both from the replies that stand in it."""
    Reply, Talk = apps.get_model("forums", "Reply"), apps.get_model("forums", "Talk")
    last = Reply.objects.filter(root=OuterRef("root")).exclude(published_at=None).order_by("-pk")
    some = Talk.objects.filter(root__parts__kind="reply").values("pk")
    Talk.objects.filter(pk__in=list(some.values_list("pk", flat=True).distinct())).update(
        newest=Subquery(last.values("pk")[:1]), active_at=Subquery(last.values("published_at")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("forums", "0003_topics_and_readings")]
    operations = [migrations.RunPython(look_up, migrations.RunPython.noop)]
