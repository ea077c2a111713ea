"""What a procedure may name of the world outside its files."""

from kholboo.accounts.roles import Role
from kholboo.eservices.engine.bpmn.building import Known

# Actions of service tasks; each is a tested function of `services/`.
ACTIONS = frozenset({"grant_certificate"})
MESSAGES = frozenset({"payment"})
APPLICANT = "applicant"

KNOWN = Known(ACTIONS, MESSAGES, frozenset({*Role.values, APPLICANT}))
