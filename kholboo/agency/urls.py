from django.urls import path

from kholboo.agency.views import calendar, demo

app_name = "agency"
urlpatterns = [
    path("account/demo/", demo.doors, name="demo_doors"),
    path("agency/calendar/", calendar.calendar, name="calendar"),
    path("agency/calendar/<str:day>/drop/", calendar.drop_override, name="drop_override"),
]
