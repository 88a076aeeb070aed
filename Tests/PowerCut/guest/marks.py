"""Marks: small notes behind the end of the file system, written past every cache and never flushed.

A mark stands in the log of block writes behind everything it speaks of, and makes nothing durable itself: a flush of its
own would hide the very faults that are looked for.
"""

import json
import mmap
import os
import threading

MARK_BYTES = 4096
# Marks are written round and round in this many places; the log has them all.
PLACES = 64


class MarkPen:
    """Writes marks on a block device from `start` on, one at a time."""

    def __init__(self, device, start):
        # O_DIRECT alone: with O_SYNC the kernel would flush the disk's cache behind each mark.
        self.descriptor = os.open(device, os.O_WRONLY | os.O_DIRECT)
        self.start = start
        self.count = 0
        self.lock = threading.Lock()
        # O_DIRECT wants memory aligned to the disk's blocks; a page is.
        self.page = mmap.mmap(-1, MARK_BYTES)

    def mark(self, **said):
        text = json.dumps(said).encode("ascii")
        with self.lock:
            self.page[:] = text.ljust(MARK_BYTES, b"\0")
            place = self.start + self.count % PLACES * MARK_BYTES
            os.pwrite(self.descriptor, self.page, place)
            self.count += 1


def read_mark(content):
    """What a mark says, given the bytes written."""
    return json.loads(content.rstrip(b"\0"))
