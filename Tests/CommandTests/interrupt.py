"""Runs a program on a terminal of its own, presses Ctrl-C once a word was drawn, and prints what was drawn last,
or with --all everything.

usage: interrupt.py [--all] WORD PROGRAM ARGUMENT...
Exit code: the signal that ended the program, or 100 and its own code; 99 where the word was never drawn.
"""

import os
import pty
import select
import signal
import sys

shows_all = sys.argv[1] == "--all"
arguments = sys.argv[2:] if shows_all else sys.argv[1:]
word, command = arguments[0].encode(), arguments[1:]
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
sys.stdout.write(drawn.decode().replace("\r\n", "\n") if shows_all else repr(drawn[-12:]) + "\n")
if not pressed:
    sys.exit(99)
sys.exit(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 100 + os.waitstatus_to_exitcode(status))
