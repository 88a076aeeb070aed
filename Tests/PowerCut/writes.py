"""Reads the log of a disk's writes and makes the disks that a power cut could have left.

The format is that of the kernel's dm-log-writes (admin-guide/device-mapper/log-writes.rst), here written by the emulator's
block layer (driver blklogwrites) while the guest knows nothing of it: a superblock, then one header a request, each
followed by its data, in units of the log's sector size.
"""

import random
import struct
from dataclasses import dataclass, field

MAGIC = 0x6A736677736872
SUPERBLOCK = struct.Struct("<QQQI")
ENTRY = struct.Struct("<QQQQ")
FLUSH, FUA, DISCARD, MARK = 1, 2, 4, 8
# What a disk writes as one: a request that was not flushed may have arrived in part.
PIECE = 4096


@dataclass
class Interval:
    """What lies between two flushes: requests that a power cut may lose, and the marks that were written meanwhile."""

    writes: list = field(default_factory=list)
    marks: list = field(default_factory=list)


class WriteLog:
    """The log of one round, opened for reading; `marks_start` is where, in bytes, marks begin on the disk."""

    def __init__(self, path, marks_start, read_mark):
        self.file = open(path, "rb")
        self.marks_start = marks_start
        self.read_mark = read_mark
        magic, version, _, self.sector = SUPERBLOCK.unpack(self.file.read(SUPERBLOCK.size))
        if magic != MAGIC or version != 1:
            raise ValueError(f"{path} is no log of block writes")

    def entries(self):
        """(flags, offset on the disk, offset of the data in the log, bytes) of each request, to the end of the log.

        The count in the superblock lags behind when the emulator is killed; the log was all zeros before, and so the
        first empty header is its end.
        """
        place = self.sector
        while True:
            self.file.seek(place)
            header = self.file.read(ENTRY.size)
            if len(header) < ENTRY.size:
                return
            sector, count, flags, _ = ENTRY.unpack(header)
            if not count and not flags:
                return
            data = place + self.sector
            size = 0 if flags & (DISCARD | MARK) else count * self.sector
            yield flags, sector * self.sector, data, size
            place = data + size

    def intervals(self):
        """The log in pieces from flush to flush: everything before the i-th piece was on the disk for good."""
        interval = Interval()
        for flags, offset, data, size in self.entries():
            if flags & (DISCARD | FUA):
                raise ValueError("the guest discarded blocks or wrote through the cache, which it was not offered")
            if flags & FLUSH:
                yield interval
                interval = Interval()
            if not size:
                continue
            if offset >= self.marks_start:
                interval.marks.append(self.read_mark(self.content(data, size)))
            else:
                interval.writes.append((offset, data, size))
        yield interval

    def content(self, place, size):
        self.file.seek(place)
        return self.file.read(size)

    def apply(self, writes, disk, keep=None):
        """Does writes on an open disk image. `keep`, a random.Random, lets each piece arrive or not, as a coin falls."""
        for offset, data, size in writes:
            content = self.content(data, size)
            if keep is None:
                disk.seek(offset)
                disk.write(content)
                continue
            for start in range(0, size, PIECE):
                if keep.random() < 0.5:
                    disk.seek(offset + start)
                    disk.write(content[start:start + PIECE])


def chosen(intervals, limit, seed):
    """Which cuts to look at: the last one, those behind which something had been promised first, others by lot."""
    last = len(intervals) - 1
    dice = random.Random(seed)
    promised = [index for index, interval in enumerate(intervals[:last]) if interval.marks]
    others = [index for index, interval in enumerate(intervals[:last]) if not interval.marks]
    # Half of them each, so that cuts in the midst of a transaction are looked at too.
    picked = dice.sample(promised, min(len(promised), limit // 2))
    picked += dice.sample(others, min(len(others), limit - len(picked) - 1))
    return sorted({*picked, last})
