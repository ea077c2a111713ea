"""How the files that pages need are stored: compressed, with a hash of the content in the name."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # has no types
    """A vendored script made of several files finds its parts under their hashed names too.

    Only those: scripts of other packages name parts that they do not bring along.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "ui/vendor/*.js",
            CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
        ),
    )
