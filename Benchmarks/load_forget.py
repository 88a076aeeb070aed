"""What it costs to forget a week of reports once they are old, and to look for what is due when nothing is."""

import sqlite3
import time

from load_bed import say

WEEK = 604_800
# A report an hour of a school day, as docs/scaling.md counts them; a week of seven, so that a country's day is more.
REPORTS = 56
# As many bytes as the signed text of a report has on average.
TEXT = 760
# 1970 began on a Thursday.
MONDAY = 4 * 86_400


def forget(serve, country, agents):
    old, new = (monday(days) for days in (110, 50))
    say(f"  writing {REPORTS} old reports of each computer, and as many that stay")
    write = write_to_cluster if country.cluster else write_to_file
    written = [write(country, agents, week) for week in (old, new)]
    each = bytes_each(country)
    log = log_bytes(country)
    busy, database = took(serve, country)
    log = log_bytes(country) - log
    left, stay = held(country, old), held(country, new)
    if stay != written[1]:
        raise SystemExit(f"{stay} of {written[1]} reports are held that were to stay")
    idle, idle_database = took(serve, country)
    write_nothing(country, new)
    return {"reports": written[0], "left": left, "server": busy - idle, "idle": idle,
            "database": database - idle_database if country.cluster else None, "log_each": log / written[0],
            "bytes_each": each}


def monday(days):
    return (int(time.time()) - days * 86_400 - MONDAY) // WEEK * WEEK + MONDAY


def write_nothing(country, week):
    """Takes what was to stay away again."""
    sql = f"WHERE received_at >= {week} AND received_at < {week + WEEK} AND seq >= 1000000"
    if country.cluster:
        country.cluster.query(f"DELETE FROM parta.envelope {sql}")
        return
    with sqlite3.connect(country.path) as base:
        base.execute(f"DELETE FROM envelope {sql}")


def took(serve, country):
    """Seconds of processor from a server's start until it rests: the daily step runs when it starts."""
    before = country.cluster.processor() if country.cluster else 0
    with serve() as server:
        seconds = server.processor()
    return seconds, country.cluster.processor() - before if country.cluster else None


def rows(random, agents, week):
    return f"""
        INSERT INTO {{table}} (agent_id, stream, seq, digest, received_at, text, has_hashes)
        SELECT s.agent_id, s.stream, {1_000_000 + week // WEEK * REPORTS} + n.number, {{digest}}, {week} + n.number * {WEEK // REPORTS - 1}, {{text}}, 0
        FROM (SELECT agent_id, min(stream) AS stream FROM {{stream}} GROUP BY agent_id ORDER BY agent_id LIMIT {agents}) AS s
        CROSS JOIN {random}
        """


def write_to_file(country, agents, week):
    with sqlite3.connect(country.path) as base:
        base.execute("PRAGMA foreign_keys = OFF")
        numbers = f"""(WITH RECURSIVE n(number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM n WHERE number < {REPORTS - 1})
            SELECT number FROM n) AS n ORDER BY n.number"""
        return base.execute(rows(numbers, agents, week).format(
            table="envelope", stream="stream", digest="randomblob(32)", text=f"hex(randomblob({TEXT // 2}))")).rowcount


def write_to_cluster(country, agents, week):
    query = country.cluster.query
    if query("SELECT relkind FROM pg_class WHERE oid = 'parta.envelope'::regclass")[0][0] == "p":
        name = time.strftime("envelope_%Y_%m_%d", time.gmtime(week))
        query(f"CREATE TABLE IF NOT EXISTS parta.{name} PARTITION OF parta.envelope FOR VALUES FROM ({week}) TO ({week + WEEK})")
    text = " || ".join(["md5(random()::text)"] * (TEXT // 32))
    query(rows(f"generate_series(0, {REPORTS - 1}) AS n (number) ORDER BY n.number", agents, week).format(
        table="parta.envelope", stream="parta.stream", digest="decode(md5(random()::text) || md5(random()::text), 'hex')",
        text=text))
    # As its own autovacuum would have, long before.
    query("VACUUM ANALYZE parta.envelope")
    return held(country, week)


def held(country, week):
    sql = f"WHERE received_at >= {week} AND received_at < {week + WEEK}"
    if country.cluster:
        return int(country.cluster.query(f"SELECT count(*) FROM parta.envelope {sql}")[0][0])
    with sqlite3.connect(f"file:{country.path}?mode=ro", uri=True) as base:
        return base.execute(f"SELECT count(*) FROM envelope {sql}").fetchone()[0]


def bytes_each(country):
    """With indices, of all envelopes that a cluster holds."""
    if not country.cluster:
        return None
    return float(country.cluster.query(
        "SELECT sum(pg_total_relation_size(c.oid)) / (SELECT count(*) FROM parta.envelope) FROM pg_class AS c "
        "WHERE c.relname LIKE 'envelope%' AND c.relkind = 'r' AND c.relnamespace = 'parta'::regnamespace")[0][0])


def log_bytes(country):
    return int(country.cluster.query("SELECT pg_current_wal_lsn() - '0/0'")[0][0]) if country.cluster else 0
