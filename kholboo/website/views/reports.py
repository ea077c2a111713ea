"""Two lists in the editors' room: links that lead nowhere, and pages nobody looked at for long."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.views.reports import ReportView

from kholboo.accounts.access import StaffRequest, staff
from kholboo.website.queries import links
from kholboo.website.queries.upkeep import due_pages, upkeep_of
from kholboo.website.rights import ENTER
from kholboo.website.services import upkeep


class LinksReport(ReportView):
    results_template_name = "website/cms/links.html"
    page_title = gettext_lazy("Broken links")
    header_icon = "link"
    index_url_name = "website_links"

    def get_queryset(self) -> Any:
        return links.broken_links(self.request.user)


class UpkeepReport(ReportView):
    results_template_name = "website/cms/upkeep.html"
    page_title = gettext_lazy("Pages to look at again")
    header_icon = "calendar-check"
    index_url_name = "website_upkeep"

    def get_queryset(self) -> Any:
        return due_pages(self.request.user, today=upkeep.today())


broken_links = staff(ENTER)(LinksReport.as_view())
pages_to_look_at = staff(ENTER)(UpkeepReport.as_view())


@staff(ENTER)
@require_POST
def confirm_page(request: StaffRequest, page_id: int) -> HttpResponse:
    """ "I read it, and it is still right." """
    found = upkeep_of(page_id)
    upkeep.confirm(found, actor=request.user)
    messages.success(
        request, _("Thank you. “%(title)s” is left alone for now.") % {"title": found.page.title}
    )
    return redirect("website_upkeep")
