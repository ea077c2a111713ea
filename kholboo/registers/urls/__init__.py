"""Addresses of the registers; those of the desk must stand before the ones of feedback."""

from django.urls import path

from kholboo.registers.views import desk, open_data, places, registers, verify

app_name = "registers"
urlpatterns = [
    path("verify/", verify.ask, name="verify"),
    path("verify/keys.json", verify.keys, name="keys"),
    path("verify/status", verify.status, name="status"),
    path("verify/offline/", verify.offline, name="offline"),
    path("verify/<str:signed>/", verify.verify, name="verified"),
    path("registers/", registers.registers, name="registers"),
    path("registers/map/", places.places, name="map"),
    path("registers/data/", open_data.about, name="data"),
    path("registers/data/<slug:register>.csv", open_data.csv_of, name="csv"),
    path("registers/data/<slug:register>.json", open_data.json_of, name="json"),
    path("registers/changes.atom", open_data.changes, name="changes"),
    path("registers/certificates/<str:certificate>/", registers.certificate, name="certificate"),
    path("registers/certificates/<str:certificate>/paper/", registers.paper, name="paper"),
    path("registers/<slug:register>/", registers.register, name="register"),
    path("desk/registers/", desk.desk, name="desk"),
    path("desk/registers/<str:certificate>/", desk.certificate, name="desk_certificate"),
    path("desk/registers/<str:certificate>/suspend/", desk.suspend, name="suspend"),
    path("desk/registers/<str:certificate>/resume/", desk.resume, name="resume"),
    path("desk/registers/<str:certificate>/withdraw/", desk.propose, name="propose"),
    path("desk/registers/<str:certificate>/confirm/", desk.confirm, name="confirm"),
]
