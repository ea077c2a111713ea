"""What this house announces: how a message ended. Owners find theirs by the key.

Each fact rings once, in a transaction of its own after the delivery is recorded: a listener
that fails is asked again later and never makes a person receive the message twice.
"""

from dataclasses import dataclass
from datetime import datetime

from kholboo.core.hooks import Hook


@dataclass(frozen=True)
class MessageSent:
    """The provider took the message. It does not say that the person has read it."""

    key: str
    channel: str
    at: datetime
    provider_id: str


@dataclass(frozen=True)
class MessageFailed:
    """The message was refused, or given up after the last try (`state` says which)."""

    key: str
    channel: str
    at: datetime
    state: str
    failure: str


message_sent: Hook[MessageSent] = Hook("notifications.message_sent")
message_failed: Hook[MessageFailed] = Hook("notifications.message_failed")
