"""Addresses. Mongolian pages have no prefix, English ones stand under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from kholboo.website import cms_urls

urlpatterns = [
    path("api/v1/", include("kholboo.api.urls")),
    path("health/", include("kholboo.api.health")),
    path("", include("kholboo.ui.app_urls")),
    path("", include("kholboo.website.root_urls")),
    path("cms/", include(cms_urls)),
    *i18n_patterns(
        path("", include("kholboo.ui.urls")),
        path("", include("kholboo.api.pages")),
        path("account/", include("kholboo.accounts.entrance_urls")),
        path("account/", include("kholboo.accounts.urls")),
        path("audit/", include("kholboo.audit.urls")),
        path("deliveries/", include("kholboo.notifications.urls")),
        path("notify/", include("kholboo.notifications.alert_urls")),
        path("payments/", include("kholboo.payments.urls")),
        path("", include("kholboo.agency.urls")),
        # Before feedback, whose `desk/<number>/` would take `desk/services/` and `desk/registers/`.
        path("", include("kholboo.eservices.urls")),
        path("", include("kholboo.registers.urls")),
        path("", include("kholboo.feedback.urls")),
        path("standards/", include("kholboo.standards.urls")),
        path("", include("kholboo.website.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "kholboo.ui.views.bad_request"
handler403 = "kholboo.ui.views.forbidden"
handler404 = "kholboo.ui.views.not_found"
handler500 = "kholboo.ui.views.server_error"
