"""Words of search stay in their row, and long texts go out of it instead.

Searching reads the words of many rows and the texts of a few. Kept outside their rows, as PostgreSQL
does with anything long, the words of 10,000 news took 36 ms to look through, and 10 ms within them.
"""

from django.db import migrations

STORE = "ALTER TABLE website_searchentry ALTER COLUMN search SET STORAGE {}"


class Migration(migrations.Migration):
    dependencies = [("website", "0012_links_and_upkeep")]

    operations = [migrations.RunSQL(STORE.format("MAIN"), STORE.format("EXTENDED"))]
