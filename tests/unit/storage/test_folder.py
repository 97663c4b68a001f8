"""A ledger's folder is on a disk of this host."""

from pathlib import Path

import pytest

import deferred
from deferred.storage import folder

MOUNTS = [
    "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw",
    "36 22 0:30 / /data rw,relatime shared:1 - nfs4 server:/data rw",
    "37 22 0:31 / /data/local rw,relatime - xfs /dev/sdb1 rw",
    "38 22 0:32 / /mnt/my\\040share rw - cifs //server/share rw",
    "39 22 0:33 / /home/me/remote rw - fuse.sshfs me@host: rw",
]


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "ext4"), ("/data", "nfs4"), ("/data/x/y", "nfs4"), ("/data/local/x", "xfs"), ("/database", "ext4"),
     ("/mnt/my share/x", "cifs"), ("/home/me/remote/.deferred", "fuse.sshfs")],
)  # fmt: skip
def test_the_file_system_of_a_folder_is_that_of_the_deepest_mount(path, kind):
    assert folder.file_system(Path(path), MOUNTS) == kind


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "fuse.sshfs", "lustre"])
def test_a_folder_that_hosts_share_is_refused_with_the_remedy(tmp_path, monkeypatch, kind):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"36 22 0:30 / {tmp_path.resolve()} rw - {kind} server:/data rw\n")
    monkeypatch.setattr(folder, "_MOUNTS", mounts)
    words = rf"shared file system \({kind}\).*local disk"
    with pytest.raises(deferred.LedgerError, match=words), deferred.batch(cache=str(tmp_path / "ledger")):
        pass
