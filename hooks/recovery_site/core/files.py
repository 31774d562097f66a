"""Reading and writing the project's files: plain words where it fails, and nothing half-written."""

import contextlib
import errno
import os
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from recovery_site.core.problems import Problem, RefusedError

OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of Word, Excel and the like begin: packed as zip, or in their older form."""

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""How a text begins that is saved as UTF-16, which Windows calls Unicode."""

RESTORE = "copy its whole text again from the same file on the branch `main`"
"""What to do with a file that somebody emptied, deleted or replaced."""

REFUSALS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM}
"""Numbers of errors where a disk is full or read-only, or the account may not write there."""


def text_of(path: Path, name: str) -> str | Problem:
    """What a text file holds, its lines ended by line feeds, or why it cannot be read; ``name`` is for messages."""
    line = 1
    try:
        content = path.read_bytes()
        if not content.startswith((*OFFICE, *UTF_16)):
            return lines_ended_plainly(content.decode("utf-8"))
        if content.startswith(UTF_16):
            message = "the file is saved as “Unicode” (UTF-16); save it as plain UTF-8 text"
        else:
            message = f"this is a file of Word or Excel, not plain text; {RESTORE}, and change it in the browser"
    except FileNotFoundError:
        message = f"the file is missing; {RESTORE}"
    except OSError as error:
        message = f"the file cannot be read ({error.strerror}); {RESTORE}"
    except UnicodeDecodeError as error:
        line += lines_ended_plainly(content[: error.start].decode("utf-8")).count("\n")
        message = "a character that is not UTF-8; save the file as plain UTF-8 text"
    return Problem(name, line, "", message)


def lines_ended_plainly(text: str) -> str:
    """The text without the mark that Windows puts first, its lines ended by line feeds, its letters whole.

    A letter and its accent are one character (Unicode NFC), however they were typed: a Mac copies them apart,
    and a search would not find them.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", plain)


class Folder(Mapping[str, bytes]):
    """Every file below a folder, by its path from it with slashes, in order; read when it is asked for."""

    def __init__(self, folder: Path) -> None:
        """See what files are below ``folder``."""
        paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
        self._paths = {name: path for name, path in sorted(paths.items()) if path.is_file()}

    def __getitem__(self, name: str) -> bytes:
        """What a file holds."""
        return self._paths[name].read_bytes()

    def __iter__(self) -> Iterator[str]:
        """The paths, in their order."""
        return iter(self._paths)

    def __len__(self) -> int:
        """The number of files."""
        return len(self._paths)


def write(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all, text as UTF-8; folders that are missing are made.

    Raises OSError: it could not be written; what was there is as it was. ``filename`` is ``path``.
    """
    whole = path.resolve()
    part = whole.with_name(f".{whole.name}.{os.getpid()}.part")
    try:
        whole.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        if whole.exists():
            shutil.copymode(whole, part)
        part.replace(whole)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def not_written(error: OSError) -> Problem:
    """What to say where a file could not be written."""
    message = (
        f"it could not be written ({error.strerror or error}); make room, or use a folder where this account may "
        "write, then try again: what was there is as it was"
    )
    return Problem(str(error.filename or "disk"), 0, "", message)


def refused(error: Exception) -> list[Problem]:
    """What to say of an error that stopped a build; nothing where it is a mistake of the program."""
    if isinstance(error, OSError) and error.errno in REFUSALS:
        return [not_written(error)]
    return error.problems if isinstance(error, RefusedError) else []
