"""Write a file whole or not at all, with its permissions kept."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress

from servicetone.errors import ConfigError


def write_whole(path: str, data: bytes, *, unless_changed: bytes | None = None) -> None:
    """Put ``data`` in place of the file at ``path`` (of what it points to, for a link).

    With ``unless_changed``, the file must still hold these bytes. Raises ConfigError, and leaves
    the file as it is, where it cannot be written.
    """
    target = os.path.realpath(path)
    folder, name = os.path.split(target)
    temporary = None
    try:
        if unless_changed is not None:
            with open(target, "rb") as file:
                if file.read() != unless_changed:
                    raise ConfigError(
                        f"{path} was changed meanwhile, so it is left alone", hint="run again"
                    )
            if not os.access(target, os.W_OK):
                raise PermissionError(0, "it is read-only")
        handle, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
        with open(handle, "wb") as file:
            file.write(data)
        if os.path.exists(target):
            known = os.stat(target)
            os.chmod(temporary, known.st_mode & 0o7777)
            if hasattr(os, "chown"):
                with suppress(OSError):
                    os.chown(temporary, known.st_uid, known.st_gid)
        os.replace(temporary, target)
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be written: {error.strerror}",
            hint="check that the folder exists and that you may write there",
        ) from None
    finally:
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)
