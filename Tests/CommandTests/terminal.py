"""Runs a program on a terminal of its own, of a given size, and prints what was drawn there.

usage: terminal.py ROWS COLUMNS PROGRAM ARGUMENT...
Exit code: the program's own, or 100 and the signal that ended it.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios

rows, columns, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
pid, terminal = pty.fork()
if pid == 0:
    # As a shell would: the test's own threads block signals, and that is inherited.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    os.execv(command[0], command)
drawn = b""
while select.select([terminal], [], [], 30)[0]:
    try:
        part = os.read(terminal, 4096)
    except OSError:
        break  # the terminal's other end is closed
    if not part:
        break
    drawn += part
_, status = os.waitpid(pid, 0)
sys.stdout.write(drawn.decode().replace("\r\n", "\n"))
sys.exit(100 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
