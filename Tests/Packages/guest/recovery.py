"""What a server comes back from: a newer release's database, a lost one (docs/backup.md, by its commands), half a first start.

Played on a computer where both packages run (packages.py goes on with these steps).
"""

import shutil
import sqlite3
import time
from pathlib import Path

import region
from steps import Scenario, expect
from system import AGGREGATOR, AGGREGATOR_UNIT, apt, expect_configured, journal, package_file, run, said, unit, wait

SCENARIO = Scenario()
step = SCENARIO.step
seen = {}

BACKUPS = Path("/var/backups/parta")
DATABASE = Path("/var/lib/parta/parta.sqlite")
ENV = Path("/etc/parta/parta.env")
KEY = Path("/etc/parta/backup.key")
MARK = Path("/var/lib/parta-setup/done")
SETUP = "parta-setup.service"
TOKEN = Path("/etc/parta/admin-token")
# What an administrator has carried away from the server.
AWAY = Path("/root/away")


def token():
    return TOKEN.read_text().strip()


def is_good(secret):
    return region.get("/api/schools", secret)[0] == 200


def enrolled():
    return {row["agent"] for row in region.agents()}


def restore(backup, key):
    """The three lines of docs/backup.md."""
    run("systemctl", "stop", "parta")
    text = run("parta", "restore", backup, "--key", key, "--replace")
    run("systemctl", "start", "parta")
    wait("https answers", region.answers, 60, lambda: journal(AGGREGATOR_UNIT)[-1500:])
    failures = [line for line in region.doctor() if ": fail" in line]
    expect(not failures, "; ".join(failures))
    return text


@step("a database of a newer release: configured, untouched, and a sentence")
def _():
    run("systemctl", "stop", AGGREGATOR_UNIT)
    database = sqlite3.connect(DATABASE)
    with database:
        database.execute("INSERT INTO grdb_migrations VALUES ('9999 of a newer release')")
    database.close()
    began = int(time.time())
    apt("install", "--reinstall", package_file(AGGREGATOR))
    expect_configured(AGGREGATOR)
    wait("the unit gives up", lambda: unit(AGGREGATOR_UNIT, "ActiveState")["ActiveState"] == "failed", 60)
    said_lines = [line for line in journal(AGGREGATOR_UNIT, began).splitlines() if "newer" in line]
    expect(said_lines, f"nothing is said of a newer release: {journal(AGGREGATOR_UNIT, began)[-800:]}")
    database = sqlite3.connect(DATABASE)
    with database:
        database.execute("DELETE FROM grdb_migrations WHERE identifier LIKE '9999%'")
    database.close()
    run("systemctl", "restart", AGGREGATOR_UNIT)
    wait("https answers", region.answers)
    return said_lines[-1]


@step("restore in place: the same region, agents and tokens", needed=True)
def _():
    run("systemctl", "start", "parta-backup.service")
    seen.update(fingerprint=region.rows("region", "show")["fingerprint"], agents=enrolled(), token=token())
    number = region.rows("token", "list")[0]["id"]
    newest = max(BACKUPS.glob("*.backup"), key=lambda path: path.stat().st_mtime)
    expect(is_good(seen["token"]), "the token is not good before")
    text = restore(newest, KEY)
    expect(region.rows("region", "show")["fingerprint"] == seen["fingerprint"], "it is another region")
    expect(enrolled() == seen["agents"], "agents were lost or doubled")
    expect(is_good(seen["token"]) and region.rows("token", "list")[0]["id"] == number, "the token is not good any more")
    expect(list(DATABASE.parent.glob("parta.sqlite.before-*")), "the database that was there is gone")
    owner = {path.name: path.stat().st_uid for path in DATABASE.parent.iterdir()}
    expect(0 not in owner.values(), f"root's files lie beside the database: {owner}")
    return text.strip().splitlines()[0]


@step("a second installation: nothing of the first one is overwritten, and doctor is green", needed=True)
def _():
    AWAY.mkdir(mode=0o700)
    seen["backup"] = AWAY / "region.backup"
    shutil.copy(max(BACKUPS.glob("*.backup"), key=lambda path: path.stat().st_mtime), seen["backup"])
    shutil.copy(KEY, AWAY / "backup.key")
    before = {path: path.read_bytes() for path in BACKUPS.iterdir()}
    # Its own disk, as on many a server.
    run("mount", "--bind", DATABASE.parent, DATABASE.parent)
    status, text = said("apt-get", "--yes", "purge", AGGREGATOR)
    expect(f"could not be removed; look into them: {DATABASE.parent}" in text, f"the mount point is not named: {text[-500:]}")
    expect(not list(DATABASE.parent.iterdir()), f"something is left in {DATABASE.parent}")
    run("umount", DATABASE.parent)
    expect(status == 0 and str(KEY) in text and KEY.exists(), f"the key was not kept and named: {text[-500:]}")
    # As a power cut leaves it.
    TOKEN.touch(mode=0o600)
    apt("install", package_file(AGGREGATOR))
    expect_configured(AGGREGATOR)
    wait("https answers", region.answers)
    wait("the setup is done", MARK.exists, 60, lambda: journal(SETUP)[-1500:])
    expect(is_good(token()), "the new token is not good")
    aside = [path for path in KEY.parent.glob("backup-*.key") if path.read_bytes() == (AWAY / "backup.key").read_bytes()]
    expect(aside and KEY.stat().st_size, f"the former key is not there under its own name: {list(KEY.parent.iterdir())}")
    changed = [str(path) for path, content in before.items() if path.read_bytes() != content]
    expect(not changed, f"backups of the first region were overwritten: {changed}")
    troubles = region.doctor()
    expect(not troubles, "; ".join(troubles))
    return str(aside[0])


@step("a first start that failed late: no empty file, a report, and made good by the next", limit=400)
def _():
    MARK.unlink()
    TOKEN.unlink()
    KEY.unlink()
    database = sqlite3.connect(DATABASE, isolation_level=None)
    # As if nothing had been made yet.
    database.execute("DELETE FROM reader_token")
    database.execute("DELETE FROM backup")
    database.execute("DELETE FROM backup_key")
    # Whoever reads finds nothing there; whoever writes waits, then gives up.
    database.execute("BEGIN IMMEDIATE")
    status, _ = said("systemctl", "start", SETUP)
    expect(status != 0 and unit(SETUP, "ActiveState")["ActiveState"] == "failed", journal(SETUP)[-1500:])
    expect(not TOKEN.exists() and not KEY.exists(), "an empty file was left")
    report = said("/usr/lib/parta/setup", "--report")[1]
    expect("systemctl start parta-setup" in report and str(TOKEN) not in report, f"the report says: {report}")
    database.execute("ROLLBACK")
    database.close()
    run("systemctl", "start", SETUP)
    expect(is_good(token()) and KEY.stat().st_size and MARK.exists(), "it was not made good")
    return [line.strip() for line in report.splitlines() if "could not" in line][0]


@step("restore on the second installation: the region is back, and its own token is good")
def _():
    own = token()
    restore(seen["backup"], AWAY / "backup.key")
    expect(region.rows("region", "show")["fingerprint"] == seen["fingerprint"], "it is another region")
    expect(enrolled() == seen["agents"], "agents were lost or doubled")
    expect(is_good(seen["token"]) and not is_good(own), "the tokens are not those of the backup")
    run("systemctl", "start", "parta-backup.service")
    troubles = region.doctor()
    expect(not troubles, "; ".join(troubles))
    # As docs/backup.md says of the token and the key of the installation that was replaced.
    TOKEN.unlink()
    region.parta("token", "new", "--role", "admin", "--name", "second", "--output", TOKEN)
    expect(is_good(token()), "a new token is not good")


@step("a database elsewhere, by the lines of docs/serving.md: all three units work on it")
def _():
    settings = ENV.read_text()
    ENV.write_text(settings + "PARTA_DATABASE=sqlite:/srv/parta/parta.sqlite\n")
    run("sh", "-ec", """
        install -d -o parta -g parta -m 700 /srv/parta
        for unit in parta parta-setup parta-backup; do
            mkdir -p /etc/systemd/system/$unit.service.d
            printf '[Service]\\nReadWritePaths=/srv/parta\\n' > /etc/systemd/system/$unit.service.d/database.conf
        done
        systemctl daemon-reload
        systemctl stop parta
        mv /var/lib/parta/parta.sqlite* /srv/parta/
        systemctl start parta""")
    wait("https answers", region.answers, 60, lambda: journal(AGGREGATOR_UNIT)[-1500:])
    expect(enrolled() == seen["agents"], "agents were lost or doubled")
    MARK.unlink()
    run("systemctl", "start", SETUP, "parta-backup.service")
    troubles = region.doctor()
    expect(not troubles, "; ".join(troubles))
    expect(not DATABASE.exists(), f"{DATABASE} was made again")
    run("systemctl", "stop", "parta")
    ENV.write_text(settings)
    run("sh", "-ec", """
        mv /srv/parta/parta.sqlite* /var/lib/parta/
        rm -r /etc/systemd/system/parta*.service.d /srv/parta
        systemctl daemon-reload
        systemctl start parta""")
    wait("https answers", region.answers)
