"""Which table takes what of a database, from SQLite's own account of its pages (dbstat)."""

import sqlite3

BUDGET = 40_000


def report(path, days, raw, say):
    say("reading dbstat")
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    computers = database.execute("SELECT count(*) FROM computer").fetchone()[0]
    of_index = dict(database.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'index'"))
    tables, whole = {}, 0
    # Page by page: where dbstat adds up itself, it does so in 32 bits, and a table of three gigabytes has less than none.
    for name, size in database.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"):
        table = of_index.get(name, name)
        entry = tables.setdefault(table, [0, 0])
        entry[name in of_index] += size
        whole += size
    print(f"\n### Size: {whole / 1e9:.2f} GB, {computers:,} computers, {days} days\n")
    print("| table | rows | MB | of it indices | bytes a row | kB a computer and year |")
    print("|---|---:|---:|---:|---:|---:|")
    for table, (own, indices) in sorted(tables.items(), key=lambda item: -sum(item[1])):
        if own + indices < whole / 1000:
            continue
        # Numbers of the schema's own tables count as none.
        rows = database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        size = own + indices
        raw["size"].append({"table": table, "rows": rows, "bytes": own, "index_bytes": indices})
        print(f"| `{table}` | {rows:,} | {size / 1e6:,.0f} | {indices / 1e6:,.0f} | {size / max(rows, 1):,.0f} "
              f"| {size / computers / 1000 * 365 / days:.2f} |", flush=True)
    each = whole / computers * 365 / days
    print(f"| all | | {whole / 1e6:,.0f} | | | {each / 1000:.1f} (to reach: {BUDGET // 1000}) |")
    database.close()
