"""What the console says about a file of cameras that can't be read or written."""

from __future__ import annotations

import errno

from PySide6.QtCore import QCoreApplication

from console.camera_file import FileFault

# Windows has no quota error.
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


translate = QCoreApplication.translate


def file_fault_words(fault: FileFault) -> str:
    """What happened and what to do."""
    if fault.number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return translate(
            "CameraFileWords",
            "No permission here. Choose another folder or ask for the permission.",
        )
    if fault.number in _FULL:
        return translate("CameraFileWords", "The disk is full. Make room or choose another folder.")
    if fault.number in (errno.ENOENT, errno.ENOTDIR):
        return translate(
            "CameraFileWords", "The file or its folder is not there any more. Choose again."
        )
    if fault.number in (errno.EISDIR, 0):
        return translate("CameraFileWords", "This is not a file. Choose another one.")
    return translate("CameraFileWords", "The system says: {reason}").format(reason=fault.word)
