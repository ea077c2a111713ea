"""What people sent us as files: a picture, and an e-mail that waits with one."""

from django.core.files.uploadedfile import SimpleUploadedFile

from kholboo.documents.services import uploads
from kholboo.documents.tests import files as samples
from kholboo.feedback.models import IncomingLetter
from kholboo.feedback.services import mail
from kholboo.feedback.tests import post
from kholboo.notifications.mailbox.port import Arrived
from kholboo.notifications.mailbox.reading import mail_of


def upload():
    return SimpleUploadedFile("secret-picture.png", samples.png(), "image/png")


def picture():
    return uploads.receive_upload(upload(), actor=None)


def kept_letter():
    """An e-mail that waits in the mailbox's list, with a file."""
    content = post.written("Нууцзахидал", files=[("secret-letter.png", samples.png())])
    mail.keep(mail_of(Arrived("1:1", post.ARRIVED, len(content), content)))
    return IncomingLetter.objects.get()
