"""Errands of the catalogue."""

from procrastinate.contrib.django import app

from kholboo.standards.queries.files import file_to_publish
from kholboo.standards.services import importing


@app.task(name="standards.publish_file", queue="clock")
def publish_file(file_id: int) -> None:
    importing.work_off(file_to_publish(file_id))
