"""The user-space half of a function: a thread that waits on one descriptor until it is told to stop."""

import os
import select
import threading

# How long a stop may take to be noticed, in milliseconds.
PATIENCE = 100


class Responder:
    """Calls `answer` whenever `mask` is signalled on the descriptor handed to `listen`."""

    thread = None

    def listen(self, descriptor, mask):
        self.descriptor = descriptor
        self.stopping = threading.Event()
        self.poller = select.poll()
        self.poller.register(descriptor, mask)
        self.mask = mask
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while not self.stopping.is_set():
            for _, signalled in self.poller.poll(PATIENCE):
                if not signalled & self.mask:
                    # The device behind the descriptor is gone; nothing more will come.
                    return
                try:
                    self.answer()
                except OSError:
                    # The host gave up on this request, or the cable was pulled while it was answered.
                    continue

    def close(self):
        """Ends the thread, then releases the descriptor."""
        if self.thread is None:
            return
        self.stopping.set()
        self.thread.join()
        self.thread = None
        os.close(self.descriptor)
