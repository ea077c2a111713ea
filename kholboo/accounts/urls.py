from django.urls import path

from kholboo.accounts.views import entrance, home, second_factor, staff_entrance

app_name = "accounts"
urlpatterns = [
    path("", home.home, name="home"),
    path("profile/", home.profile, name="profile"),
    path("organisations/add/", home.add_organisation, name="add_organisation"),
    path(
        "organisations/<int:membership_id>/leave/",
        home.leave_organisation,
        name="leave_organisation",
    ),
    path("logout/", entrance.logout, name="logout"),
    path("staff/", staff_entrance.staff_login, name="staff_login"),
    path("staff/passkey/", staff_entrance.passkey_login, name="passkey_login"),
    path("password/<str:uid>/<str:token>/", staff_entrance.set_password, name="set_password"),
    path("second-factor/", second_factor.enter, name="second_factor"),
    path("second-factor/again/", second_factor.prove_again, name="prove_again"),
    path("second-factor/keys/", second_factor.keys, name="keys"),
    path("second-factor/keys/<int:key_id>/remove/", second_factor.remove_key, name="remove_key"),
    path("second-factor/app/", second_factor.add_app, name="add_app"),
    path("second-factor/passkey/", second_factor.add_passkey, name="add_passkey"),
    path("second-factor/codes/", second_factor.recovery_codes, name="recovery_codes"),
]
