"""What bench-store asks: add a line here for a new list, export or target."""

WHERE = ("school", "district", "country")

# p95 in ms, warm, SQLite on two cores.
TARGETS = {"school": 20, "district": 100, "country": 1000}
# Of 8,000 schools.
IMPORT_SECONDS = 3
# Each format of the country's schools, lines or stock.
EXPORT_SECONDS = 30

# Lists of which a country has hundreds of thousands of rows or millions, so that nobody prints all of them at once: they are
# asked by page.
PAGED = {"rooms", "computers", "devices", "devices of a category", "stock", "assets", "slots", "platforms", "agents"}

# What a past day or a longer period is asked of, besides.
OF_NO_DAY = {"indicators", "gateways", "enrolments"}
# Before the day that the country was made as of: what a day is asked of then, and where a longer period begins.
PAST_DAYS, PERIOD_DAYS = 2, 120
OF_PERIODS = {"lines", "lines below the norm", "slots", "platforms", "programmes"}

# Name, address of the read API, its further parameters, and the command that gives every row, where there is one.
QUESTIONS = [
    ("schools", "/api/schools", {}, ["schools"]),
    ("places", "/api/schools/places", {}, None),
    ("rooms", "/api/rooms", {}, ["rooms"]),
    ("computers", "/api/computers", {}, ["computers"]),
    ("devices", "/api/devices", {}, ["devices"]),
    ("devices of a category", "/api/devices", {"category": "robotics_kit"}, ["devices", "--category", "robotics_kit"]),
    ("stock", "/api/stock", {}, ["devices", "--count"]),
    ("assets", "/api/assets", {}, ["assets"]),
    ("coverage", "/api/coverage", {}, ["coverage"]),
    ("lines", "/api/lines", {}, ["lines"]),
    ("lines below the norm", "/api/lines", {"below_norm": "true"}, ["lines", "--below-norm"]),
    ("slots", "/api/lines/slots", {}, ["lines", "slots"]),
    ("gateways", "/api/lines/gateways", {}, ["lines", "gateways"]),
    ("platforms", "/api/platforms", {}, ["platforms"]),
    ("programmes", "/api/programmes", {}, ["programmes"]),
    ("indicators", "/api/indicators", {}, ["indicators"]),
    ("agents", "/api/agents", {}, ["agents"]),
    ("enrolments", "/api/enrollments", {}, ["enrollment", "list"]),
]

# Name and command; FILE stands for where it is written, else its output counts. GLPI gets every computer with all that is in it,
# which a district sends by itself.
EXPORTS = [
    ("schools as CSV", ["schools", "--format", "csv"]),
    ("schools as JSON", ["schools", "--format", "json"]),
    ("lines as CSV", ["lines", "--format", "csv"]),
    ("lines as JSON", ["lines", "--format", "json"]),
] + [(f"export --as {kind}", ["export", "--as", kind, "FILE"])
     for kind in ("giga", "itu", "geojson", "gpkg", "kml", "xlsx", "csv")
] + [(f"export --what {what} --as {kind}", ["export", "--what", what, "--as", kind, "FILE"])
     for what in ("lines", "stock") for kind in ("geojson", "gpkg", "kml", "xlsx", "csv")
] + [("export --as glpi of a district", ["export", "--as", "glpi", "--area", "DISTRICT", "FILE"])]
