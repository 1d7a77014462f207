"""A real SMTP server in the test's own process: takes mails, refuses them, or breaks off, and remembers each copy."""

import threading
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller


class _Controller(Controller):
    """On a free port: the base class's own trial connection needs to know which one it became."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class Sink:
    """What has arrived. `answer_rcpt` and `answer_data` are SMTP answers to give instead of taking the mail."""

    def __init__(self):
        self.arrived: list = []
        self.answer_rcpt = ""
        self.answer_data = ""
        self.before_taking = None
        self.after_taking = None
        self._lock = threading.Lock()
        self.controller = _Controller(self, hostname="127.0.0.1", port=0, ready_timeout=10)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.controller.port}"

    @property
    def message_ids(self) -> list[str]:
        return [mail["Message-ID"] for mail in self.arrived]

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answer_rcpt:
            return self.answer_rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.before_taking:
            self.before_taking()
        if self.answer_data:
            return self.answer_data
        with self._lock:
            self.arrived.append(message_from_bytes(envelope.original_content, policy=default))
        if self.after_taking:
            self.after_taking()
        return "250 OK"

    def __enter__(self) -> "Sink":
        self.controller.start()
        return self

    def __exit__(self, *exc) -> None:
        self.controller.stop(no_assert=True)
