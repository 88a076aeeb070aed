"""The aggregator as its administrator has it: asked on the command line, as its own account, and over TLS."""

import json
import socket
import ssl
import urllib.error
import urllib.request
from pathlib import Path

from steps import expect
from system import AGENT_UNIT, LESSON, journal, run, said, wait

PORT = 8443
URL = f"https://127.0.0.1:{PORT}"
# Of examples/aktobe-schools.csv.
SCHOOL = "KZ-AKT-DEMO-001"


def parta(*words, stdin=None):
    """The command as docs/install.md tells it: by root, who goes on as the owner of the database."""
    return run("parta", *words, stdin=stdin)


def rows(*words):
    return json.loads(parta(*words, "--format", "json"))


def doctor():
    """The doctor's rows that are not well, as sentences: none when all is green."""
    status, text = said("parta", "doctor", "--url", URL, "--format", "json")
    expect(text.startswith("["), f"parta doctor ended with {status}: {text[-800:]}")
    return [f"{row['check']}: {row['verdict']}, {row['finding']}" for row in json.loads(text) if row["verdict"] != "ok"]


def get(path, token=None):
    """The status and the body of a request over TLS. The certificate is the region's own: no authority knows it."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    request = urllib.request.Request(URL + path, headers={"Authorization": f"Bearer {token}"} if token else {})
    try:
        with urllib.request.urlopen(request, context=context, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def half_a_request():
    """An open connection on which a request was begun: the server waits for the rest of it."""
    context = ssl._create_unverified_context()
    connection = context.wrap_socket(socket.create_connection(("127.0.0.1", PORT), timeout=20))
    connection.sendall(b"POST /v1/reports HTTP/1.1\r\nHost: school\r\nContent-Type: application/json\r\n"
                       b"Content-Length: 1000\r\n\r\n{")
    return connection


def answers():
    try:
        return get("/healthz")[0] == 200
    except OSError:
        return False


def import_schools():
    parta("import", "schools", LESSON / "schools.csv")


def new_code(uses=1):
    return parta("enrollment", "new", "--school", SCHOOL, "--uses", uses, "--expected", 40).strip()


def write_enrollment(code, path=Path("/etc/parta/enrollment"), url=URL, **more):
    """The file form of an enrolment, as a technician puts it on a computer or into an image."""
    path.parent.mkdir(mode=0o755, exist_ok=True)
    lines = [f"PARTA_SERVER={url}", f"PARTA_CODE={code}"]
    lines += [f"PARTA_{key.upper()}={value}" for key, value in more.items()]
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text("\n".join(lines) + "\n")


def agents():
    return rows("agents", "--school", SCHOOL)


def computers():
    return rows("computers", "--school", SCHOOL)


def devices():
    return rows("devices", "--school", SCHOOL)


def device_ids():
    """What the region counts at the school, as vendor:product."""
    return {f"{row.get('vendor_id')}:{row.get('product_id')}" for row in devices()}


def wait_for_report(known=(), seconds=120):
    """Waits until an agent that is not among the known ids has reported; answers its row."""
    found = []

    def reported():
        found[:] = [row for row in agents() if row["agent"] not in known and row["reports"]]
        return found

    wait("a new agent has reported", reported, seconds, lambda: journal(AGENT_UNIT)[-1500:], pause=0.5)
    expect(len(found) == 1, f"{len(found)} agents appeared where one was installed")
    return found[0]
