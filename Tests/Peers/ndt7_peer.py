#!/usr/bin/env python3
"""An NDT7 peer in Python, client and server, to hold ours against: another WebSocket library, written from the
specification and not from our code.

    ndt7_peer.py client URL download|upload --seconds S
    ndt7_peer.py server --seconds S        listens on a free loopback port and serves one test

The server prints one line "listening PORT". Both end by printing one line of JSON:

    bytes            payload bytes of binary messages, sent or received
    elapsed          seconds from the end of the handshake to the last byte counted
    subprotocol      what was negotiated
    close_code       the code of the Close that the other side sent, null without one
    closed_by        who sent its Close first: "peer" or "self"
    messages         the other side's measurement messages, parsed
    sizes            binary message sizes in order of first appearance, each once
    unreadable       text messages that are no JSON objects
    told             payload bytes that the last measurement sent to the other side named
    path             server only: the request's path with its query
    pings            PINGs that came in, each with the seconds since the handshake

websockets answers PINGs and the closing handshake by itself.
"""
import argparse
import asyncio
import json
import os
import sys
import time

from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed
from websockets.frames import Opcode

SUBPROTOCOL = "net.measurementlab.ndt.v7"
OPTIONS = dict(subprotocols=[SUBPROTOCOL], compression=None, max_size=2**24, ping_interval=None, close_timeout=5)
SMALLEST, LARGEST = 2**13, 2**20


class Test:
    """One test as this side sees it."""

    def __init__(self, connection, sends, seconds, origin, name):
        self.connection = connection
        self.sends = sends
        self.seconds = seconds
        self.origin = origin
        self.name = name
        self.bytes = 0
        self.elapsed = 0.0
        self.messages = []
        self.sizes = []
        self.unreadable = 0
        self.pings = []
        self.told = 0
        self.start = time.monotonic()
        self.watch_pings()

    def watch_pings(self):
        """websockets tells nobody about PINGs, so the frames are looked at on their way in."""
        protocol = self.connection.protocol
        handle = protocol.recv_frame

        def seen(frame):
            if frame.opcode is Opcode.PING:
                self.pings.append(time.monotonic() - self.start)
            handle(frame)

        protocol.recv_frame = seen

    def count(self, size):
        self.bytes += size
        self.elapsed = time.monotonic() - self.start
        if size not in self.sizes:
            self.sizes.append(size)

    async def receive(self):
        """Takes what comes until the connection ends."""
        try:
            async for message in self.connection:
                if isinstance(message, bytes):
                    self.count(len(message))
                else:
                    self.take(message)
        except ConnectionClosed:
            pass

    def take(self, text):
        try:
            message = json.loads(text)
        except ValueError:
            message = None
        if isinstance(message, dict):
            self.messages.append(message)
        else:
            self.unreadable += 1

    async def send(self):
        """Payload in growing messages, with a measurement four times a second, for the test's time."""
        size, due, payload = SMALLEST, 0.0, os.urandom(LARGEST)
        while (elapsed := time.monotonic() - self.start) < self.seconds:
            if elapsed >= due:
                due = elapsed + 0.25
                await self.connection.send(self.measurement(elapsed))
            await self.connection.send(payload[:size])
            self.count(size)
            if size < LARGEST and size <= self.bytes / 16:
                size *= 2

    async def tell(self):
        """The receiving server's measurements: an upload is rated by them."""
        while (elapsed := time.monotonic() - self.start) < self.seconds:
            await self.connection.send(self.measurement(elapsed))
            await asyncio.sleep(0.1)

    def measurement(self, elapsed):
        self.told = self.bytes
        info = {"NumBytes": self.bytes, "ElapsedTime": int(elapsed * 1e6)}
        message = {"AppInfo": info, "Origin": self.origin, "Test": self.name}
        if not self.sends:
            # The count is the application's: close enough to the kernel's on loopback.
            message["TCPInfo"] = {"BytesReceived": self.bytes, "ElapsedTime": int(elapsed * 1e6)}
        return json.dumps(message)

    def report(self, **more):
        closed = self.connection.protocol
        return dict(
            bytes=self.bytes,
            elapsed=round(self.elapsed, 3),
            subprotocol=self.connection.subprotocol,
            close_code=closed.close_rcvd.code if closed.close_rcvd else None,
            closed_by="peer" if closed.close_rcvd_then_sent else "self",
            messages=self.messages,
            sizes=self.sizes,
            unreadable=self.unreadable,
            pings=self.pings,
            told=self.told,
            **more,
        )


async def run_client(url, name, seconds):
    async with connect(f"{url}/ndt/v7/{name}?client_name=ndt7-peer&client_version=1", **OPTIONS) as connection:
        test = Test(connection, name == "upload", seconds, "client", name)
        receiving = asyncio.create_task(test.receive())
        try:
            if test.sends:
                await test.send()
                await connection.close()
        except ConnectionClosed:
            # The server ends the test by its own clock.
            pass
        await receiving
    return test.report()


async def run_server(seconds):
    done = asyncio.get_running_loop().create_future()

    async def handle(connection):
        path = connection.request.path
        name = path.split("?")[0].rsplit("/", 1)[-1]
        test = Test(connection, name == "download", seconds, "server", name)
        receiving = asyncio.create_task(test.receive())
        try:
            await (test.send() if test.sends else test.tell())
            if not test.sends:
                await connection.send(test.measurement(time.monotonic() - test.start))
            await connection.close(1000)
        except ConnectionClosed:
            # The client ends the test by its own clock.
            pass
        await receiving
        done.set_result(test.report(path=path))

    async with serve(handle, "127.0.0.1", 0, **OPTIONS) as server:
        print("listening", server.sockets[0].getsockname()[1], flush=True)
        return await done


def main():
    parser = argparse.ArgumentParser()
    roles = parser.add_subparsers(dest="role", required=True)
    client = roles.add_parser("client")
    client.add_argument("url")
    client.add_argument("test", choices=["download", "upload"])
    client.add_argument("--seconds", type=float, default=10)
    server = roles.add_parser("server")
    server.add_argument("--seconds", type=float, default=10)
    arguments = parser.parse_args()
    if arguments.role == "client":
        report = run_client(arguments.url, arguments.test, arguments.seconds)
    else:
        report = run_server(arguments.seconds)
    json.dump(asyncio.run(asyncio.wait_for(report, 30)), sys.stdout)


if __name__ == "__main__":
    main()
