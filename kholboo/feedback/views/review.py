"""The management review as a page, made to be printed."""

from datetime import datetime, time, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.feedback.forms.review import period_form
from kholboo.feedback.queries.review import ENOUGH_RATINGS, review_of


@staff("feedback.read_review")
@require_GET
def review(request: StaffRequest) -> HttpResponse:
    """Without an address the present quarter; days are Ulaanbaatar's."""
    now = clock.now()
    today = clock.local_date(now)
    form = period_form(request.GET, today=today)
    context = {"form": form, "today": today, "enough": ENOUGH_RATINGS}
    if not form.is_valid():
        return render(request, "feedback/review/review.html", context, status=422)
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    start, end = (
        datetime.combine(day, time.min, tzinfo=clock.ULAANBAATAR)
        for day in (since, until + timedelta(days=1))
    )
    found = review_of(request.user, since=start, until=end, now=now)
    return render(
        request,
        "feedback/review/review.html",
        {**context, "review": found, "since": since, "until": until},
    )
