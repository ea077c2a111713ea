"""No column that can carry a person's words is forgotten: it is wiped, or named with its reason."""

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

HOUSES = ("feedback", "notifications", "documents", "standards")
CAN_CARRY = (models.CharField, models.TextField, models.JSONField, models.BinaryField, ArrayField)

# Taken away by services/wiping.py, or with their row; what was said to drafts of standards by
# standards/services/comment_contacts.py after its terms.
WIPED = {
    "Case": {"text", "wish", "search_text", "client_digest"},
    "Contact": {"wrapped_key", "sealed", "phone_hash", "email_hash", "name_hashes"},
    "CaseEvent": {"text", "text_salt"},
    "Answer": {"text", "ground", "remedy"},
    "Rating": {"words"},
    "Reading": {"words"},
    "Extension": {"reason"},
    "Assessment": {"action"},
    "Investigation": {"findings", "sources"},
    "Measure": {"what", "proof"},
    "Closing": {"alternatives"},
    "Signature": {"wrapped_key", "sealed", "phone_hash", "language"},
    "JointPetition": {"sign_hash"},
    "Draft": {"sealed_answers"},
    "IncomingLetter": {"wrapped_key", "sealed", "email_hash"},
    "Arrival": {"sender_number", "number_key", "present"},
    "Call": {"phone_hash"},
    "Forwarding": {"reason", "note"},
    "Suggestion": {"value", "reason", "decided_value"},
    "PublishedAnswer": {"question", "answer", "search_text", "reason"},
    "Word": {"word"},
    "Device": {"endpoint_hash", "sealed", "service", "language"},
    "Wish": {"topic", "kinds"},
    "Delivery": {"payload", "recipient", "last_detail"},
    "Document": {"original_name", "media_type", "view_type", "sha256"},
    "Comment": {"line", "place", "text", "change", "name"},
    "CommentContact": {"wrapped_key", "sealed"},
    "Watcher": {"wrapped_key"},
    "Watch": {"mark", "sealed"},
}
# What may stay: nobody's words, or the agency's own.
STAYS = {
    "Case": {
        "number": "counted and reported",
        "sealed_secret": "twelve random digits; they open a page that says it is erased",
        "language": "mn or en",
    },
    "CaseEvent": {
        "text_digest": "a salted hash whose salt is gone",
        "digest": "covers the line above",
        "facts": "plain values only, held by what each service writes; make prove looks",
    },
    "IncomingLetter": {
        "digest": "keyed; it knows a copy of the letter again",
        "troubles": "codes of our own",
    },
    "MailboxLook": {"failure": "a code of our own"},
    "Answer": {"author_name": "of our officer", "author_post": "of our officer"},
    "ClockInterval": {"reason": "a word of our own"},
    "Erasure": {"number": "the ledger itself"},
    "Call": {"sealed": "empty once the call has ended (a constraint)"},
    "Forwarding": {
        "body_name_mn": "of another body",
        "body_name_en": "of another body",
        "posted_number": "of our outgoing papers",
    },
    "PublishedAnswer": {"language": "mn or en"},
    "TriageModel": {
        "weights": "numbers for n-grams that five texts or more have; a job learns anew each week, "
        "without erased cases, and only the newest version is kept",
        "figures": "how often our own kinds, services and units were recognised",
        "digest": "a keyed hash of the weights",
    },
    "Comment": {
        "clause": "where in the draft; stands beside the agency's answer",
        "clause_key": "the same for sorting",
        "answer": "the agency's own",
    },
    "Unmet": {"words": "of nobody: words that may tell of a person are left out"},
    "UnmetHandled": {"words": "the same"},
    "Digest": {"news": "keys of published changes"},
    "Delivery": {
        "key": "names the fact, without personal data",
        "provider_id": "the provider's name for the message",
    },
}
# Tables that hold nothing of any citizen.
OURS = {
    "AnswerTemplate", "TermRule", "RetentionRule", "SentReport", "Exclusion", "Pace", "WatchedTerm", "CompetentBody", "ForwardTerm",
    "Committee", "Tariff", "PriceClass", "IcsClass", "Work", "Edition", "Relation", "CatalogueFile", "Proposal",
    "ChangeEvent", "Enquiry", "Entitlement", "StoreRow", "StoreMark", "Entry", "ReadingTerms", "Manifestation",
    "Part", "Clause", "Picture", "News", "ScannedPage",
    "DangerWord", "FieldRule", "Assignment", "CaseLink", "CaseSubject", "OralRecord", "OralAnswer",
}  # fmt: skip


def columns():
    for house in HOUSES:
        for model in apps.get_app_config(house).get_models():
            for field in model._meta.concrete_fields:
                if isinstance(field, CAN_CARRY) and not field.choices:
                    yield model.__name__, field.name


@pytest.mark.parametrize(("model", "column"), sorted(columns()))
def test_every_column_is_wiped_or_has_a_reason_to_stay(model, column):
    known = WIPED.get(model, set()) | STAYS.get(model, {}).keys()

    assert model in OURS or column in known, (
        f"{model}.{column} can carry words: wipe it in services/wiping.py and name it here"
    )


def test_the_list_names_no_column_that_is_gone():
    there = set(columns())
    named = {(model, column) for model, names in WIPED.items() for column in names}
    named |= {(model, column) for model, names in STAYS.items() for column in names}

    assert named - there == set()
