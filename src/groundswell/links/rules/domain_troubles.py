"""What a check of an own domain can find, and what helps. Pure."""

from typing import NamedTuple


class Trouble(NamedTuple):
    """What is wrong with a domain and what helps; `{name}` is the domain, `{host}` that of this installation."""

    message: str
    cure: str

    def of(self, name: str, host: str) -> "Trouble":
        return Trouble(self.message.format(name=name, host=host), self.cure.format(name=name, host=host))


TROUBLES = {
    "unreachable": Trouble(
        "{name} is not known to DNS, or nobody answers there.",
        "Add a CNAME record that leads {name} to {host}, let the ports 80 and 443 through, and check again in an hour.",
    ),
    "private": Trouble(
        "{name} leads to an address that is not on the public internet.",
        "Let DNS lead it to this server’s public address, or set ALLOW_PRIVATE_ADDRESSES=1 if that is meant.",
    ),
    "elsewhere": Trouble(
        "{name} is answered by another server, or by a proxy that does not hand its name on.",
        "Let DNS lead it to {host}, and let the proxy there keep the Host header.",
    ),
    "certificate": Trouble(
        "{name} leads here, but not with a valid certificate.",
        "Give the proxy a certificate for it: see “Own domains” in the operators’ manual.",
    ),
}
