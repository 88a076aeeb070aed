#!/usr/bin/env python3
"""Comes to a server with thousands of connections that say nothing, and looks whether it still serves others.

    connections.py 127.0.0.1:8080 [--count 10000] [--sources 2] [--tls] [--pid PID]

The connections come from --sources addresses (127.0.0.2 and on), the question whether the server is well (GET /healthz)
from 127.0.0.1. Standard output is one JSON object:

    held     connections that stood at the end, --hold seconds after the last was opened
    refused  closed by the server within --refusal seconds of their beginning
    cut      closed by the server later, at a deadline
    failed   never connected, or still in their handshake
    files    the most that the server had open (with --pid): what it held, whatever the clients believe, for a client is
             connected as soon as the kernel queues it
    health   before, during and after: how often asked, how often answered 200, the slowest answer in seconds
    rss_kb   the server's resident memory before, at its height, and after (with --pid)

With --tls every connection makes its handshake, trusting anybody: what is counted is what stands after it.
It ends with 1 where the server was not well afterwards. Python's standard library only.
"""

import argparse
import http.client
import json
import os
import resource
import select
import socket
import ssl
import sys
import threading
import time

# Fewer at once than the server's queue of connections to accept, so that none waits for a handshake's second try.
PENDING = 1000


def untrusting_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Witness:
    """Asks a server whether it is well, and how much memory it has."""

    def __init__(self, host, port, context, pid):
        self.host, self.port, self.context, self.pid = host, port, context, pid
        self.peak_kb, self.peak_files = self.rss_kb(), None

    def look(self):
        if self.pid is not None:
            self.peak_kb = max(self.peak_kb, self.rss_kb())
            self.peak_files = max(self.peak_files or 0, len(os.listdir(f"/proc/{self.pid}/fd")))

    def rss_kb(self):
        if self.pid is None:
            return None
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))

    def is_well(self, timeout=5):
        options = {"timeout": timeout, "source_address": ("127.0.0.1", 0)}
        if self.context:
            connection = http.client.HTTPSConnection(self.host, self.port, context=self.context, **options)
        else:
            connection = http.client.HTTPConnection(self.host, self.port, **options)
        try:
            connection.request("GET", "/healthz", headers={"Connection": "close"})
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def ask(self, until, every=0.25):
        asked, answered, slowest = 0, 0, 0.0
        while True:
            began = time.monotonic()
            well = self.is_well()
            asked += 1
            answered += well
            if well:
                slowest = max(slowest, time.monotonic() - began)
            self.look()
            if until.wait(every):
                return {"asked": asked, "answered": answered, "slowest_s": round(slowest, 3)}


class Crowd:
    """Connections that are opened and then held in silence."""

    def __init__(self, host, port, sources, context, refusal):
        self.host, self.port, self.sources, self.context, self.refusal = host, port, sources, context, refusal
        self.poll = select.epoll()
        self.begun = {}  # by descriptor: the socket and when it began
        self.pending, self.standing = set(), set()
        self.refused = self.cut = self.failed = 0

    def open(self, number):
        plain = socket.socket()
        plain.setblocking(False)
        # The port is chosen at connect, by both ends: else one address has no more than 28,000.
        plain.setsockopt(socket.IPPROTO_IP, 24, 1)  # IP_BIND_ADDRESS_NO_PORT of linux/in.h
        plain.bind((f"127.0.0.{2 + number % self.sources}", 0))
        plain.connect_ex((self.host, self.port))
        self.begun[plain.fileno()] = (plain, time.monotonic())
        self.pending.add(plain.fileno())
        self.poll.register(plain.fileno(), select.EPOLLOUT)

    def step(self, wait):
        for descriptor, _ in self.poll.poll(wait):
            if descriptor in self.pending:
                self.advance(descriptor)
            else:
                self.listen(descriptor)

    def advance(self, descriptor):
        connection, began = self.begun[descriptor]
        if connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) not in (0, 104):  # ECONNRESET: let in, then not
            self.failed += 1
            self.forget(descriptor)
            return
        if self.context:
            try:
                if not isinstance(connection, ssl.SSLSocket):
                    connection = self.context.wrap_socket(connection, do_handshake_on_connect=False)
                    self.begun[descriptor] = (connection, began)
                connection.do_handshake()
            except ssl.SSLWantReadError:
                self.poll.modify(descriptor, select.EPOLLIN)
                return
            except ssl.SSLWantWriteError:
                self.poll.modify(descriptor, select.EPOLLOUT)
                return
            except OSError:
                self.end(descriptor)
                return
        self.pending.discard(descriptor)
        self.standing.add(descriptor)
        self.poll.modify(descriptor, select.EPOLLIN)

    def listen(self, descriptor):
        try:
            if self.begun[descriptor][0].recv(4096):
                return
        except (ssl.SSLWantReadError, BlockingIOError):
            return
        except OSError:
            pass
        self.end(descriptor)

    def end(self, descriptor):
        if time.monotonic() - self.begun[descriptor][1] <= self.refusal:
            self.refused += 1
        else:
            self.cut += 1
        self.forget(descriptor)

    def forget(self, descriptor):
        self.pending.discard(descriptor)
        self.standing.discard(descriptor)
        connection, _ = self.begun.pop(descriptor, (None, None))
        if connection:
            # A wrapped socket has the descriptor of the plain one.
            self.poll.unregister(descriptor)
            connection.close()

    def come(self, count, hold):
        for number in range(count):
            while len(self.pending) >= PENDING:
                self.step(0.1)
            self.open(number)
            self.step(0)
        until = time.monotonic() + hold
        while self.pending or time.monotonic() < until:
            self.step(0.1)
            if time.monotonic() > until + 60:
                break

    def leave(self):
        self.failed += len(self.pending)
        standing = len(self.standing)
        for descriptor in list(self.begun):
            self.forget(descriptor)
        return standing


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("address", metavar="HOST:PORT")
    words.add_argument("--count", type=int, default=10_000)
    words.add_argument("--sources", type=int, default=2, help="from how many addresses (1 to 200)")
    words.add_argument("--tls", action="store_true")
    words.add_argument("--pid", type=int, help="the server's process, whose memory is read")
    words.add_argument("--hold", type=float, default=3, help="seconds to stand after the last one was opened")
    words.add_argument("--refusal", type=float, default=5, help="a connection that ends within these seconds was refused")
    given = words.parse_args()
    host, port = given.address.rsplit(":", 1)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < given.count + 100:
        sys.exit(f"this account may open {hard} files, {given.count + 100} are needed: raise ulimit -n, or lower --count")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    context = untrusting_context() if given.tls else None
    witness = Witness(host, int(port), context, given.pid)
    over = threading.Event()
    over.set()
    before = witness.ask(until=over)
    rss = {"before": witness.rss_kb()}

    during, over = {}, threading.Event()
    watch = threading.Thread(target=lambda: during.update(witness.ask(until=over)))
    watch.start()
    crowd, began = Crowd(host, int(port), given.sources, context, given.refusal), time.monotonic()
    crowd.come(given.count, given.hold)
    took = time.monotonic() - began
    over.set()
    watch.join()
    rss["peak"] = witness.peak_kb
    held = crowd.leave()

    # The server hears of every end in its own time.
    patience = time.monotonic() + 30
    while not witness.is_well() and time.monotonic() < patience:
        time.sleep(0.1)
    over = threading.Event()
    over.set()
    after = witness.ask(until=over)
    rss["after"] = witness.rss_kb()
    print(json.dumps({
        "count": given.count, "sources": given.sources, "tls": given.tls, "seconds": round(took, 1),
        "held": held, "refused": crowd.refused, "cut": crowd.cut, "failed": crowd.failed, "files": witness.peak_files,
        "health": {"before": before, "during": during, "after": after}, "rss_kb": rss,
    }))
    sys.exit(0 if after["answered"] == after["asked"] else 1)


if __name__ == "__main__":
    main()
