"""Secrets of others (mail passwords, webhook secrets) encrypted at rest with the installation's key."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken

from groundswell.kit.errors import GroundswellError


class SecretBox:
    """Fernet under a key derived from the installation's secret key."""

    def __init__(self, secret_key: str) -> None:
        key = hashlib.blake2b(secret_key.encode(), digest_size=32, person=b"groundswell-box").digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def seal(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """The text again; `GroundswellError` when the key has changed since it was sealed."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise GroundswellError(
                "A stored secret cannot be read: the secret key has changed.",
                code="secret_unreadable",
                cure="Restore the old SECRET_KEY, or enter the secret again.",
            ) from error
