"""The field for photos and papers, which says its limits before anything is chosen."""

from __future__ import annotations

from typing import Any

from agencies import law
from complaints import uploads
from lapor.forms import FilesField, FilesInput

ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,image/heic,image/heif,application/pdf"
FILMS = "video/mp4,video/quicktime"


class UploaderInput(FilesInput):
    """The files field of citizens: with JavaScript, files go up as soon as they are chosen."""

    template_name = "citizens/uploading/widget.html"


def files_field(**more: Any) -> FilesField:
    """Return a field for photos and PDF files that says its limits before anything is chosen."""
    files, megabytes = law.limit("upload_files"), law.limit("upload_megabytes")
    films = uploads.takes_films()
    kinds = (
        "Foto (JPG, PNG, WebP, HEIC), PDF, atau video pendek (MP4)"
        if films
        else ("Foto (JPG, PNG, WebP, HEIC) atau PDF")
    )
    return FilesField(
        label="Foto atau berkas",
        required=False,
        allow_empty_file=True,  # an empty file is refused by its name, in uploads.clean
        help_text=(
            f"Paling banyak {files} berkas, masing-masing paling besar {megabytes} MB. "
            f"{kinds}. Lokasi di dalam foto kami hapus."
        ),
        widget=UploaderInput(
            {
                "data-max-files": files,
                "data-max-megabytes": megabytes,
                "accept": f"{ACCEPTED},{FILMS}" if films else ACCEPTED,
            }
        ),
        **more,
    )
