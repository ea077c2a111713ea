from django.urls import path

from kholboo.agency.views import (
    absence,
    calendar,
    demo,
    departments,
    health,
    representatives,
    staff,
)

app_name = "agency"
urlpatterns = [
    path("account/demo/", demo.doors, name="demo_doors"),
    path("agency/calendar/", calendar.calendar, name="calendar"),
    path("agency/calendar/<str:day>/drop/", calendar.drop_override, name="drop_override"),
    # The desk of feedback begins after this one: there every other word is a number.
    path("desk/health/", health.health, name="health"),
    path("agency/departments/", departments.departments, name="departments"),
    path("agency/departments/<slug:office>/", departments.contacts, name="contacts"),
    path(
        "agency/departments/<slug:aimag>/switch/",
        departments.switch_department,
        name="switch_department",
    ),
    path("agency/absence/", absence.absences, name="absences"),
    path("agency/absence/<int:absence_id>/end/", absence.end_absence, name="end_absence"),
    path("agency/representatives/", representatives.representatives, name="representatives"),
    path(
        "agency/representatives/<int:representative>/",
        representatives.confirm,
        name="confirm_representative",
    ),
    path("agency/staff/", staff.people, name="staff"),
    path("agency/staff/new/", staff.add_person, name="add_person"),
    path("agency/staff/posts/<int:post_id>/end/", staff.end_post, name="end_post"),
    path("agency/staff/<int:user_id>/link/", staff.send_link, name="send_link"),
]
