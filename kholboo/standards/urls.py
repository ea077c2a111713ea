from django.urls import include, path

from kholboo.standards.views import catalogue, finding, keeping, licences, reading, sitemap, terms

app_name = "standards"
urlpatterns = [
    path("", finding.catalogue, name="catalogue"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<int:piece>.xml", sitemap.piece, name="sitemap_piece"),
    path("suggest/", finding.suggest, name="suggest"),
    path("desk/", include("kholboo.standards.desk_urls")),
    path("desk/", include("kholboo.standards.text_urls")),
    path("drafts/", include("kholboo.standards.draft_urls")),
    path("kept/", keeping.kept, name="kept"),
    path("terms/", terms.terms, name="terms"),
    path("licence/", licences.ask, name="ask_licence"),
    path("licence/<str:licence_no>/", licences.licence, name="licence"),
    path("", include("kholboo.standards.watch_urls")),
    path("<slug:standard>/", catalogue.read, name="standard"),
    path("<slug:standard>/read/", reading.read, name="read"),
    path("<slug:standard>/read/terms/", terms.agree, name="agree"),
    path("<slug:standard>/read/status/", keeping.status, name="kept_status"),
    path("<slug:standard>/read/find/", reading.find, name="find"),
    path("<slug:standard>/read/pictures/<int:picture_no>/", reading.picture, name="picture"),
]
