from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgencyConfig(AppConfig):
    name = "kholboo.agency"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kholboo.accounts.links import Group, Link, add
        from kholboo.accounts.roles import Role, grant
        from kholboo.agency import signs

        grant("agency.change_calendar", Role.ADMINISTRATOR)
        add(
            Link(
                label=_("Working calendar"),
                hint=_("Holidays, and days the Government moved."),
                view="agency:calendar",
                group=Group.RULES,
                icon="calendar",
                is_for=lambda user: user.has_perm("agency.change_calendar"),
            )
        )
        grant("agency.change_posts", Role.ADMINISTRATOR)
        add(
            Link(
                label=_("People and posts"),
                hint=_("Who works where, and which rights they hold."),
                view="agency:staff",
                group=Group.SYSTEM,
                icon="users",
                is_for=lambda user: user.has_perm("agency.change_posts"),
            )
        )
        grant("agency.change_departments", Role.ADMINISTRATOR)
        grant("agency.change_contacts", Role.EDITOR, Role.OFFICE_HEAD, Role.ADMINISTRATOR)
        add(
            Link(
                label=_("Departments and contacts"),
                hint=_("Which aimag has a department, and how one reaches each office."),
                view="agency:departments",
                group=Group.SYSTEM,
                icon="house",
                is_for=lambda user: user.has_perm("agency.change_contacts"),
            )
        )
        grant("agency.read_absence", *Role)
        grant(
            "agency.change_absence",
            Role.UNIT_HEAD,
            Role.OFFICE_HEAD,
            Role.AGENCY_HEAD,
            Role.ADMINISTRATOR,
        )
        add(
            Link(
                label=_("Absence and deputies"),
                hint=_("Who is away, and who does their work meanwhile."),
                view="agency:absences",
                icon="users",
                is_for=lambda user: user.has_perm("agency.read_absence"),
            )
        )
        grant(
            "agency.confirm_representative",
            Role.OFFICER,
            Role.UNIT_HEAD,
            Role.OFFICE_HEAD,
            Role.ADMINISTRATOR,
        )
        add(
            Link(
                label=_("Representatives of organisations"),
                hint=_("Confirm who brought a letter that they speak for an organisation."),
                view="agency:representatives",
                icon="users",
                is_for=lambda user: user.has_perm("agency.confirm_representative"),
            )
        )
        grant(
            "agency.read_health",
            Role.OFFICE_HEAD,
            Role.AGENCY_HEAD,
            Role.AUDITOR,
            Role.ADMINISTRATOR,
        )
        add(
            Link(
                label=_("Health of the system"),
                hint=_("Which alarms ran, what is overdue, and what waits in the queues."),
                view="agency:health",
                group=Group.SYSTEM,
                icon="gauge",
                is_for=lambda user: user.has_perm("agency.read_health"),
            )
        )
        signs.put_up()
