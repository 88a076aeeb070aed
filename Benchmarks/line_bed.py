"""Lines between network namespaces, with the real programs at both ends.

A Bed has one far end, where `parta serve` offers line tests on an address of its own, and one or more near ends, each
behind a line of its own: a veth pair shaped by tbf, or the project's emulator (Tests/LinkEmulator). Needs root. Everything
is gone when the bed is closed.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# On the far end's loopback, so that all near ends measure against the same address.
SERVER = "10.77.255.1"
# The kernel here may prefer BBR; Debian's own default is what school PCs and servers run.
CONGESTION_CONTROL = "cubic"
_names = iter(range(1, 1_000_000))
_lock = threading.Lock()


def say(text):
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)


def run(*command, check=True):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if check and done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}: {done.stderr.strip() or done.returncode}")
    return done.stdout


def programs():
    """Where the static release builds of `make bench-line` lie; PARTA_BENCH_PROGRAMS names another folder."""
    if folder := os.environ.get("PARTA_BENCH_PROGRAMS"):
        return folder
    return run("swift", "build", "--package-path", ROOT, "--configuration", "release", "--static-swift-stdlib",
               "--show-bin-path").strip()


def allow_congestion_control(name):
    """A namespace may only choose what the machine allows everybody."""
    path = "/proc/sys/net/ipv4/tcp_allowed_congestion_control"
    with open(path, encoding="utf-8") as file:
        allowed = file.read().split()
    if name not in allowed:
        with open(path, "w", encoding="utf-8") as file:
            file.write(" ".join(allowed + [name]))


def shaping(mbps):
    """tbf's words: a burst of 5 ms, and a queue of 50 ms or 30 kB, whichever holds more."""
    burst = max(5_000, int(mbps * 1e6 / 8 * 0.005))
    limit = burst + max(30_000, int(mbps * 1e6 / 8 * 0.050))
    return ["rate", f"{int(mbps * 1e6)}bit", "burst", burst, "limit", limit]


class NearEnd:
    """One client's namespace and the line it is behind."""

    def __init__(self, bed, number):
        self.bed, self.number = bed, number
        self.namespace = f"{bed.name}-near{number}"
        self.device = f"line{number}"
        self.address, self.gateway = f"10.77.{number}.2", f"10.77.{number}.1"
        self.emulator = None
        self.router = None
        make_namespace(self.namespace)

    def inside(self, *command):
        return ["ip", "netns", "exec", self.namespace, *map(str, command)]

    def join(self, down=None, up=None):
        """A veth pair; Mbps as tbf counts them, Ethernet headers included. None leaves a direction unshaped.

        Before it stands a router on a network of its own: what probes the gateway must not cross the line, where at
        0.5 Mbps it would take 0.9 % of it.
        """
        far, self.router = self.bed.namespace, f"{self.bed.name}-router{self.number}"
        network = f"10.78.{self.number}"
        make_namespace(self.router)
        run("ip", "netns", "exec", self.router, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")
        pair(self.namespace, f"{network}.2", self.router, f"{network}.1", f"lan{self.number}")
        pair(self.router, self.address, far, self.gateway, self.device)
        for namespace, mbps in [(self.router, up), (far, down)]:
            if mbps:
                run("tc", "-n", namespace, "qdisc", "add", "dev", self.device, "root", "tbf", *shaping(mbps))
        run("ip", "-n", self.namespace, "route", "add", SERVER, "via", f"{network}.1")
        run("ip", "-n", self.router, "route", "add", SERVER, "via", self.gateway)
        run("ip", "-n", far, "route", "add", f"{network}.0/30", "via", self.address)

    def emulate(self, down, up, seed):
        """A fresh line of the project's emulator, in place of the one before."""
        self.end_emulator()
        self.emulator = subprocess.Popen(
            [os.path.join(self.bed.programs, "LinkEmulator"), "--near", f"{self.namespace}={self.address}/30",
             "--far", f"{self.bed.namespace}={self.gateway}/30", "--down", down, "--up", up, "--device", self.device,
             "--seed", str(seed)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if self.emulator.stdout.readline().strip() != "ready":
            raise SystemExit(f"the emulated line: {self.emulator.stderr.read().strip()}")
        self.route()

    def route(self):
        run("ip", "-n", self.namespace, "route", "replace", SERVER, "via", self.gateway)

    def end_emulator(self):
        if self.emulator is None:
            return
        _, summary = self.emulator.communicate()
        self.emulator = None
        if summary.count(" 0 times the ring was full") != 2:
            raise SystemExit(f"the emulator was the limit: {summary}")

    def agent(self, full, *more):
        return self.inside(os.path.join(self.bed.programs, "parta-agent"), "measure", "--server", self.bed.url,
                           "--format", "json", *(["--full"] if full else []), *more)

    def measure(self, full=True):
        """One line test, as `measure --format json` answers it."""
        done = subprocess.run(self.agent(full), capture_output=True, text=True, check=False)
        if not done.stdout.strip():
            raise SystemExit(f"measure ended with {done.returncode}: {done.stderr.strip()}")
        return json.loads(done.stdout)

    def iperf(self, down, seconds=10):
        """Mbps as iperf3's receiver counted them."""
        server = subprocess.Popen(self.bed.inside("iperf3", "--server", "--one-off", "--bind", SERVER),
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            command = self.inside("iperf3", "--client", SERVER, "--time", seconds, "--json",
                                  *(["--reverse"] if down else []))
            for _ in range(50):
                answer = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
                # Until the server listens.
                if "error" not in answer:
                    return answer["end"]["sum_received"]["bits_per_second"] / 1e6
                time.sleep(0.1)
            raise SystemExit(f"iperf3: {answer['error']}")
        finally:
            server.terminate()
            server.wait()

    def close(self):
        if self.emulator is not None:
            self.emulator.stdin.close()
            self.emulator.wait()
        run("ip", "netns", "delete", self.namespace, check=False)
        if self.router is not None:
            run("ip", "netns", "delete", self.router, check=False)


class Bed:
    """The far end and its server; a context manager."""

    def __init__(self, folder, ends=1, max_tests=100):
        self.programs = folder
        with _lock:
            self.name = f"parta-bench-{os.getpid()}-{next(_names)}"
        self.namespace = f"{self.name}-far"
        self.near = []
        self.server = None
        self.folder = tempfile.TemporaryDirectory(prefix="parta-bench.")
        try:
            allow_congestion_control(CONGESTION_CONTROL)
            make_namespace(self.namespace)
            run("ip", "-n", self.namespace, "address", "add", f"{SERVER}/32", "dev", "lo")
            self.near = [NearEnd(self, number) for number in range(1, ends + 1)]
            self.start(max_tests)
        except BaseException:
            self.close()
            raise

    def inside(self, *command):
        return ["ip", "netns", "exec", self.namespace, *map(str, command)]

    def start(self, max_tests):
        log = open(f"{self.folder.name}/serve.log", "w+", encoding="utf-8")
        self.server = subprocess.Popen(
            self.inside(os.path.join(self.programs, "parta"), "serve", "--listen", "127.0.0.1:0", "--ndt7-listen",
                        f"{SERVER}:0", "--ndt7-access", "open", "--max-tests", max_tests),
            env=dict(os.environ, PARTA_DATABASE=f"sqlite:{self.folder.name}/parta.sqlite"),
            stdout=subprocess.DEVNULL, stderr=log)
        for _ in range(200):
            log.seek(0)
            text = log.read()
            if found := re.search(r"line tests at (ws://[^ ,\n]*)", text):
                self.url = found[1]
                return
            if self.server.poll() is not None:
                break
            time.sleep(0.05)
        raise SystemExit(f"the server did not start: {text.strip()}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        for end in self.near:
            end.close()
        if self.server is not None:
            self.server.terminate()
            self.server.wait()
        run("ip", "netns", "delete", self.namespace, check=False)
        self.folder.cleanup()


def pair(first, first_address, second, second_address, device):
    """A veth pair between two namespaces, named alike in both."""
    run("ip", "link", "add", device, "netns", first, "type", "veth", "peer", "name", device, "netns", second)
    for namespace, address in [(first, first_address), (second, second_address)]:
        run("ip", "-n", namespace, "address", "add", f"{address}/30", "dev", device)
        run("ip", "-n", namespace, "link", "set", device, "up")


def make_namespace(name):
    run("ip", "netns", "add", name)
    run("ip", "-n", name, "link", "set", "lo", "up")
    # What one test learned of the line must not help the next.
    for key, value in [("tcp_congestion_control", CONGESTION_CONTROL), ("tcp_no_metrics_save", 1)]:
        run("ip", "netns", "exec", name, "sh", "-c", f"echo {value} > /proc/sys/net/ipv4/{key}")
