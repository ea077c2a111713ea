"""Numbers of this house that are ours and not the law's."""

from datetime import timedelta

# After this a kept page is made anew even if nothing it is watched for changed: ratings of a
# service and published answers come from houses that know nothing of pages.
KEPT_FOR = timedelta(minutes=5)
