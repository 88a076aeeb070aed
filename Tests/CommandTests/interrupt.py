"""Runs a program on a terminal of its own, presses Ctrl-C once a word was drawn, and prints what was drawn last.

usage: interrupt.py WORD PROGRAM ARGUMENT...
Exit code: the signal that ended the program, or 100 and its own code.
"""

import os
import pty
import select
import signal
import sys

word, command = sys.argv[1].encode(), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    # As a shell would: the test's own threads block signals, and that is inherited.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.execv(command[0], command)
drawn, pressed = b"", False
while select.select([terminal], [], [], 30)[0]:
    try:
        part = os.read(terminal, 4096)
    except OSError:
        break  # the terminal's other end is closed
    if not part:
        break
    drawn += part
    if word in drawn and not pressed:
        os.write(terminal, b"\x03")
        pressed = True
_, status = os.waitpid(pid, 0)
sys.stdout.write(repr(drawn[-12:]) + "\n")
sys.exit(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 100 + os.waitstatus_to_exitcode(status))
