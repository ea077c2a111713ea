import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
django = get_wsgi_application()

# Needs the settings and the tables above.
from kholboo.website.front import Front  # noqa: E402

application = Front(django)
