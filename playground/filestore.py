"""Files that Telegram keeps, and what it refuses about them (rule 21).

Up: at most 50 MB for any file, 10 MB for a photo. Down: at most 20 MB. Never empty. A `file_id` is
good for one bot: another one is refused it, as if there were no such file.
"""

import hashlib
import mimetypes
from pathlib import PurePosixPath

from playground.errors import bad_request
from playground.images import image_size
from playground.model import JSON, StoredFile, UploadedFile

MB = 1024 * 1024
MAX_UPLOAD = 50 * MB
MAX_PHOTO = 10 * MB
MAX_DOWNLOAD = 20 * MB

# The oldest files are forgotten beyond this much memory.
KEPT_BYTES = 512 * MB

_FOLDERS = {"document": "documents", "photo": "photos", "sticker": "stickers"}


class FileStore:
    """Files by id and by the path under which they are served."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._paths: dict[str, StoredFile] = {}
        self._bytes = 0
        self._count = 0

    def add(self, upload: UploadedFile, kind: str, bot_id: int) -> StoredFile:
        """Keeps a file for a bot. `ApiError` 400 when it is empty or no picture but should be."""
        if not upload.content:
            raise bad_request("file must be non-empty")
        self._count += 1
        digest = hashlib.sha256(upload.content).hexdigest()
        suffix = PurePosixPath(upload.file_name).suffix or mimetypes.guess_extension(
            upload.mime_type
        )
        file = StoredFile(
            file_id=f"{kind}_{self._count}_{digest[:24]}",
            unique_id=digest[:16],
            path=f"{_FOLDERS[kind]}/file_{self._count}{suffix or ''}",
            upload=upload,
            kind=kind,
            bot_id=bot_id,
        )
        if kind == "photo":
            file.width, file.height = _photo_size(upload.content)
        self._files[file.file_id] = self._paths[file.path] = file
        self._bytes += len(upload.content)
        self._forget_oldest()
        return file

    def _forget_oldest(self) -> None:
        while self._bytes > KEPT_BYTES and len(self._files) > 1:
            oldest = self._files.pop(next(iter(self._files)))
            del self._paths[oldest.path]
            self._bytes -= len(oldest.upload.content)

    def get(self, file_id: str) -> StoredFile | None:
        """As people see it, whichever bot it came by."""
        return self._files.get(file_id)

    def at_path(self, path: str, bot_id: int) -> StoredFile | None:
        return _known_to(bot_id, self._paths.get(path))

    def sent(
        self, value: str | None, kind: str, uploads: dict[str, UploadedFile], bot_id: int
    ) -> StoredFile:
        """The file that a call sends: uploaded under `kind`, `attach://NAME`, or by its id."""
        if value is None or value.startswith("attach://"):
            name = value.removeprefix("attach://") if value else kind
            if name not in uploads:
                raise bad_request(f"there is no {kind} in the request")
            _check_upload(uploads[name], kind)
            return self.add(uploads[name], kind, bot_id)
        if value.startswith(("http://", "https://")):
            raise bad_request("the playground does not fetch files from the network")
        known = _known_to(bot_id, self._files.get(value))
        if known is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if known.kind != kind:
            raise bad_request(f"can't use file of type {known.kind.title()} as {kind.title()}")
        return known

    def to_download(self, file_id: str, bot_id: int) -> StoredFile:
        file = _known_to(bot_id, self._files.get(file_id))
        if file is None:
            raise bad_request("invalid file_id")
        if len(file.upload.content) > MAX_DOWNLOAD:
            raise bad_request("file is too big")
        return file

    def document(self, file: StoredFile) -> JSON:
        return {
            "file_name": file.upload.file_name,
            "mime_type": file.upload.mime_type,
            "file_id": file.file_id,
            "file_unique_id": file.unique_id,
            "file_size": len(file.upload.content),
        }

    def photo(self, file: StoredFile) -> list[JSON]:
        size = {
            "file_id": file.file_id,
            "file_unique_id": file.unique_id,
            "file_size": len(file.upload.content),
            "width": file.width,
            "height": file.height,
        }
        return [size]


def _known_to(bot_id: int, file: StoredFile | None) -> StoredFile | None:
    return file if file is not None and file.bot_id == bot_id else None


def _check_upload(upload: UploadedFile, kind: str) -> None:
    if len(upload.content) > (MAX_PHOTO if kind == "photo" else MAX_UPLOAD):
        raise bad_request("file is too big")


def _photo_size(content: bytes) -> tuple[int, int]:
    """Width and height "must not exceed 10000 in total", their ratio must not exceed 20."""
    size = image_size(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size
