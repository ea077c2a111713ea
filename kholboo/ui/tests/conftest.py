import pytest


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Tests run before `collectstatic`, so file names carry no hash."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
