"""Not faster than the provider allows, over all workers together.

MessagePro takes five requests a second. Each sender moves one row forward by
one step, in one statement, and sleeps until the moment it got: two workers cannot get the same
one. A slot is taken only by a job that runs, so the sleep is at most one step for each job
running at that moment.
"""

import time

from django.db import connection

from kholboo.notifications.rules import Channel

# 4.5 a second: the tenth below five absorbs the uneven travel time of two requests.
STEP = {Channel.SMS: 0.22}  # seconds

TAKE_SLOT = """
INSERT INTO notifications_pace AS p (channel, next_at)
VALUES (%(channel)s, clock_timestamp() + make_interval(secs => %(step)s))
ON CONFLICT (channel) DO UPDATE
  SET next_at = GREATEST(p.next_at, clock_timestamp()) + make_interval(secs => %(step)s)
RETURNING extract(epoch FROM p.next_at - make_interval(secs => %(step)s) - clock_timestamp())
"""


def wait_for_turn(channel: Channel) -> None:
    """Sleep until this channel may send one more. Holds no transaction while sleeping."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_SLOT, {"channel": channel.value, "step": STEP[channel]})
        seconds = float(cursor.fetchone()[0])
    if seconds > 0:
        time.sleep(seconds)
