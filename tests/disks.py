"""A disk so small that a test can fill it."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A function that makes a disk of so many kilobytes stand in a folder."""
    disk = tmp_path / "disk"
    disk.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)]
    if os.name == "nt" or os.geteuid() or subprocess.run(options, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can only be mounted by the system's administrator, on Linux")

    def resize(kilobytes: int) -> Path:
        resized = ["mount", "-o", f"remount,size={kilobytes}k", str(disk)]
        subprocess.run(resized, check=True, capture_output=True)
        return disk

    yield resize
    subprocess.run(["umount", str(disk)], check=True, capture_output=True)
