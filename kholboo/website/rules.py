"""Numbers of this house that are ours and not the law's."""

from datetime import timedelta

# After this a kept page is made anew even if nothing it is watched for changed: ratings of a
# service and published answers come from houses that know nothing of pages.
KEPT_FOR = timedelta(minutes=5)

# How long words stay true, by kind of page. News has its day; other kinds wait for a day of
# their own, if somebody gives them one.
LOOK_AGAIN_AFTER = {
    "homepage": timedelta(days=180),
    "peoplepage": timedelta(days=180),
    "standardpage": timedelta(days=365),
    "questionspage": timedelta(days=365),
    "documentpage": timedelta(days=365),
    "glossarypage": timedelta(days=730),
}
# For a kind without a term whose own day has passed.
USUAL = timedelta(days=365)

# An address of another site is asked so often, and again so soon after a failure.
ASK_AGAIN = timedelta(days=7)
ASK_FAILED_AGAIN = timedelta(hours=20)
# Failures in a row before it is called broken; what says "no such page" is believed at once.
BROKEN_AFTER = 2
# One run of the job: so many addresses, and no new one after so many seconds.
ADDRESSES_A_RUN = 60
SECONDS_A_RUN = 120
HOPS = 4
