import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
django = get_wsgi_application()

# Need the settings and the tables above.
from kholboo.core import lemmas  # noqa: E402
from kholboo.website.front import Front  # noqa: E402

lemmas.load()
application = Front(django)
