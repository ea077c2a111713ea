"""Schemathesis makes requests from the OpenAPI document, good and bad, against a real database.

Bar: no answer of 500 or above; and each answer is one that the document promises.
"""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis import checks

from kholboo.core.models import RateWindow

# Read when the test begins: building requests for all operations takes seconds, and every process
# that looks for tests would spend them.
schema = schemathesis.pytest.from_fixture("document")
PROMISES = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]


@pytest.fixture
def document(transactional_db):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@schema.parametrize()
@settings(
    max_examples=80,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_no_request_breaks_the_contract(case):
    # A reached limit would hide every later mistake.
    RateWindow.objects.all().delete()

    # Compressed answers are the middleware's business; here their words are read.
    case.call_and_validate(checks=PROMISES, headers={"Accept-Encoding": "identity"})
