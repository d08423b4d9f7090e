"""On PostgreSQL: titles in an index of their own, and no rows that wait to be put in an index."""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE search_indexentry ADD COLUMN titles tsvector NOT NULL DEFAULT ''",
    "UPDATE search_indexentry SET titles = ts_filter(vector, '{a,b}')",
    "CREATE INDEX search_titles ON search_indexentry USING gin (titles) WITH (fastupdate = off)",
    "ALTER INDEX search_vector SET (fastupdate = off)",
    "SELECT gin_clean_pending_list('search_vector')",
    # More common words are known by how often they occur: the database then chooses well how to walk.
    "ALTER TABLE search_indexentry ALTER COLUMN vector SET STATISTICS 500",
]
BACKWARDS = [
    "ALTER TABLE search_indexentry ALTER COLUMN vector SET STATISTICS -1",
    "ALTER INDEX search_vector SET (fastupdate = on)",
    "DROP INDEX search_titles",
    "ALTER TABLE search_indexentry DROP COLUMN titles",
]


def forwards(apps, editor):
    for sql in FORWARDS if editor.connection.vendor == "postgresql" else ():
        editor.execute(sql)


def backwards(apps, editor):
    for sql in BACKWARDS if editor.connection.vendor == "postgresql" else ():
        editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_words_of_the_editors")]
    operations = [migrations.RunPython(forwards, backwards)]
