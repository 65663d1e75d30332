"""A small DNS server that answers TXT questions, and counts them."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


@contextmanager
def answering(records: Mapping[str, list[str]]) -> Iterator[str]:
    """HOST:PORT of a server that knows these texts by name and says of others that they do not exist."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    listener.bind(("127.0.0.1", 0))
    thread = threading.Thread(target=_serve, args=(listener, records), daemon=True)
    thread.start()
    port = listener.getsockname()[1]
    try:
        yield f"127.0.0.1:{port}"
    finally:
        listener.sendto(b"", ("127.0.0.1", port))
        thread.join(5)
        listener.close()


def _serve(listener: socket.socket, records: Mapping[str, list[str]]) -> None:
    while True:
        content, sender = listener.recvfrom(4096)
        if not content:
            return
        asked = dns.message.from_wire(content)
        answer = dns.message.make_response(asked)
        name = asked.question[0].name
        texts = records.get(name.to_text(omit_final_dot=True))
        if texts is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        else:
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", *(f'"{text}"' for text in texts)))
        listener.sendto(answer.to_wire(), sender)
