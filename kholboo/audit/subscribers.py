"""What history keeps when accounts, the floor below, announces something."""

from kholboo.accounts import queries
from kholboo.accounts.hooks import AccountEvent, account_event
from kholboo.audit import services


@account_event.listen
def keep(fact: AccountEvent) -> None:
    actor = queries.person(fact.actor_id) if fact.actor_id is not None else None
    target = f"accounts.User:{fact.user_id}"
    services.record(fact.action, target, actor=actor, label="", **fact.facts)
