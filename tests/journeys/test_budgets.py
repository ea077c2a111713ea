def test_x(phone):
    phone.goto("/")
    assert phone.title()
