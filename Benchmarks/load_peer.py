"""OCS Inventory's server (Debian's, with Apache and MariaDB) taking what its own agent found, per second of processor.

It is laid out once in a directory of its own by mmdebstrap, and runs there: nothing is installed on this machine. The inventory is what
Debian's ocsinventory-agent says of this machine, without its list of software; each computer sends it under a name of its own,
asking first (PROLOG) as that agent does, each time over a connection of its own, without TLS.
"""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
import zlib

from load_bed import say

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGES = "ocsinventory-server,ocsinventory-agent,mariadb-server,apache2,libapache2-mod-perl2,libxml-parser-perl"
AGENT = "OCS-NG_unified_unix_agent_v2.10.0"
PARALLEL = 16


def mirrors():
    """The Debian mirrors of this machine's apt, one line each; nothing where it has another release."""
    shown = subprocess.run(["apt-get", "indextargets", "--format", "deb $(REPO_URI) $(RELEASE) $(COMPONENT)",
                            "Identifier: Packages", "Origin: Debian"], check=True, capture_output=True, text=True).stdout
    return sorted({line for line in shown.splitlines() if re.match(r"deb \S+ bookworm(-security|-updates)? ", line)})


def lay_out(folder):
    """The root directory of the server, and the inventory that its agent takes there."""
    root, found = os.path.join(folder, "ocs"), os.path.join(folder, "ocs", "inventory.xml")
    if os.path.exists(found):
        return root, found
    say("laying out OCS Inventory's server (once, some minutes)")
    shutil.rmtree(root, ignore_errors=True)
    os.makedirs(folder, exist_ok=True)
    lines = mirrors()
    # The tables come with the package of its pages, which needs PHP; the server does not.
    hooks = ["cd \"$1\" && APT_CONFIG=\"$MMDEBSTRAP_APT_CONFIG\" apt-get download ocsinventory-reports"
             " && dpkg-deb -x ocsinventory-reports_*.deb reports && mv reports/usr/share/ocsinventory-reports/files schema"
             " && rm -r reports ocsinventory-reports_*.deb"]
    subprocess.run(["mmdebstrap", "--quiet", "--mode=root", "--variant=minbase", f"--include={PACKAGES}",
                    "--aptopt=APT::Install-Recommends false", *(f"--customize-hook={hook}" for hook in hooks),
                    "bookworm", root, *(["-"] if lines else [])], check=True, input="\n".join(lines), text=True)
    shutil.copy(os.path.join(HERE, "ocs_server.sh"), root)
    os.makedirs(os.path.join(root, "tmp", "found"))
    inside(root, "mount -t proc proc /proc; ocsinventory-agent --local=/tmp/found --nosoftware", sys=True)
    taken = os.listdir(os.path.join(root, "tmp", "found"))
    os.rename(os.path.join(root, "tmp", "found", taken[0]), found)
    return root, found


def inside(root, line, sys=False):
    subprocess.run(in_root(root, line, sys), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def in_root(root, line, sys=False):
    """A command that runs a line in the root directory, with mounts and processes of its own."""
    mounts = f"mount --bind /dev '{root}/dev'" + (f" && mount --rbind /sys '{root}/sys'" if sys else "")
    return ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private", "sh", "-c",
            f"{mounts} && exec chroot '{root}' sh -c '{line}'"]


class Peer:
    """The server while it runs."""

    def __init__(self, folder):
        self.root, found = lay_out(folder)
        with open(found) as file:
            self.inventory = file.read()
        self.device = re.search(r"<DEVICEID>(.*?)</DEVICEID>", self.inventory)[1]

    def __enter__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(in_root(self.root, f"sh /ocs_server.sh {self.port}"), start_new_session=True,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            try:
                if self.ask("PROLOG", "ready-2026-11-01-08-00-00", "").startswith("<?xml"):
                    return self
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.2)
        self.__exit__()
        raise SystemExit("OCS Inventory's server did not start; see var/log in " + self.root)

    def __exit__(self, *_):
        # The first process of a namespace takes no other signal, and all others end with it.
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def processor(self):
        """Seconds of processor of Apache's processes, and of MariaDB's; of those that ended, too."""
        children, names, times = {}, {}, {}
        for entry in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{entry}/stat") as file:
                    text = file.read()
            except FileNotFoundError:
                continue
            fields = text.rsplit(")", 1)[1].split()
            children.setdefault(int(fields[1]), []).append(int(entry))
            names[int(entry)] = text[text.index("(") + 1:text.rindex(")")]
            times[int(entry)] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
        sums, left = {"apache": 0, "mariadbd": 0}, [self.process.pid]
        while left:
            one = left.pop()
            left += children.get(one, [])
            # mod_perl names Apache's processes by their path.
            name = "apache" if "apach" in names.get(one, "") else names.get(one)
            if name in sums:
                sums[name] += times[one]
        return sums["apache"], sums["mariadbd"]

    def ask(self, query, device, content):
        body = content or f'<?xml version="1.0"?><REQUEST><DEVICEID>{device}</DEVICEID><QUERY>{query}</QUERY></REQUEST>'
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", "/ocsinventory", zlib.compress(body.encode()),
                               {"User-Agent": AGENT, "Content-Type": "application/x-compress"})
            answer = connection.getresponse()
            text = answer.read()
            if answer.status != 200:
                raise SystemExit(f"OCS Inventory's server answered {query} with {answer.status}")
            return zlib.decompress(text).decode() if text else ""
        finally:
            connection.close()

    def report(self, number, changed):
        """What its agent does when it is called: asks, and sends an inventory."""
        device = f"pc{number}-2026-11-01-08-00-00"
        if "SEND" not in (said := self.ask("PROLOG", device, "")):
            raise SystemExit(f"OCS Inventory's server wants no inventory: {said}")
        text = self.inventory.replace(self.device, device).replace("<NAME>vm</NAME>", f"<NAME>pc{number}</NAME>")
        if changed:
            # The sections that are new since the last time are bits of a sum: the computer's own alone.
            text = re.sub(r"<CHECKSUM>\d+</CHECKSUM>", "<CHECKSUM>1</CHECKSUM>", text)
        self.ask("INVENTORY", device, text)

    def held(self):
        line = "mariadb --no-defaults --socket=/run/mysqld/mysqld.sock -N -e \"SELECT count(*) FROM ocsweb.hardware\""
        namespace = subprocess.run(["pgrep", "-P", str(self.process.pid)], check=True, capture_output=True, text=True).stdout.split()[0]
        shown = subprocess.run(["nsenter", "--target", namespace, "--mount", "--pid", "--root", "--wd", "sh", "-c", line],
                               check=True, capture_output=True, text=True)
        return int(shown.stdout)


def peer(folder, agents):
    """First inventories of so many computers, then another of each."""
    figures = {"agents": agents}
    with Peer(folder) as server:
        for name, changed in (("first", False), ("next", True)):
            numbers, lock, failed = iter(range(agents)), threading.Lock(), []

            def work():
                try:
                    while True:
                        with lock:
                            number = next(numbers, None)
                        if number is None:
                            return
                        server.report(number, changed)
                except BaseException as error:
                    failed.append(error)

            before = server.processor()
            threads = [threading.Thread(target=work) for _ in range(PARALLEL)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            if failed:
                raise failed[0]
            apache, database = (after - start for after, start in zip(server.processor(), before))
            figures |= {f"{name}_per_second": agents / (apache + database), f"{name}_database_share": database / (apache + database)}
        figures["held"] = server.held() / agents
    return figures
