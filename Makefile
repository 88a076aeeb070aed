# Parta's commands. `make` alone lists them. Each installs the Debian packages it needs.

# What the C doors are built against, and systemd-hwdb (in udev), which compiles the hardware database.
BUILD_PACKAGES := libgdal-dev libpq-dev libsqlite3-dev libsystemd-dev libudev-dev libxlsxwriter-dev udev zlib1g-dev
# umockdev plays recorded devices to the real agent, its Python bindings (gir, gi) plug them in; strace proves that no device is
# opened; openssl makes certificates; python3-venv holds the Python peer of line tests; iproute2 makes network namespaces and
# shapes the lines between them; tzdata has the time zones that ours are read against; dbus carries a NetworkManager of the
# tests' own, written with python3-dbus; libjs-leaflet draws the map of the pages; gdal-bin writes and reads the maps and spreadsheets of other programs;
# postgresql-15 is the server that tests start for themselves, as a user without rights.
TEST_PACKAGES := $(BUILD_PACKAGES) dbus gdal-bin gir1.2-umockdev-1.0 iproute2 libjs-leaflet openssl postgresql-15 python3 python3-dbus \
	python3-gi python3-venv strace tzdata umockdev
# The peers that the scan is measured against.
BENCH_PACKAGES := $(BUILD_PACKAGES) hwinfo inxi lshw python3 umockdev

# A line of known rate between network namespaces, and the peer that it is measured with beside us.
LINE_PACKAGES := $(BUILD_PACKAGES) iperf3 iproute2 python3

# The pages in a browser; a font that has Kazakh letters.
WEB_PACKAGES := $(BUILD_PACKAGES) chromium chromium-driver fonts-dejavu-core libjs-leaflet python3-venv

# The store at a country's size.
STORE_PACKAGES := $(BUILD_PACKAGES) python3

# A Debian laid out and booted in a virtual machine; binutils strips the agent that goes in.
CLASSROOM_PACKAGES := $(BUILD_PACKAGES) binutils e2fsprogs fakeroot mmdebstrap python3 qemu-system-x86 qemu-utils uidmap

# Whole systems laid out and booted, in containers and in the classroom PC, and packages installed from a repository there.
PACKAGE_TEST_PACKAGES := $(CLASSROOM_PACKAGES) apt-utils ca-certificates dpkg-dev systemd-container

# The budget of the stripped, static release agent, in bytes: 30 PCs fetch it over a 2 Mbps line.
SIZE_BUDGET := 34000000

# What lays out, packs, checks and publishes the Debian packages.
DEB_PACKAGES := $(BUILD_PACKAGES) apt-utils debhelper dpkg-dev fakeroot gettext gnupg lintian man-db po-debconf python3

.DEFAULT_GOAL := help
# Where the simulation's words go before they are shown.
SIMULATION := .build/simulate-line.txt

.PHONY: help demo test web-test simulate-line classroom-test fault-test power-cut-test fuzz sanitize build lint size bench bench-scale
.PHONY: bench-quality bench-hotplug bench-line bench-store bench-pages bench-forest release deb lint-deb apt-repo nspawn-test vm-test clean
.PHONY: help demo hub-demo test simulate-line classroom-test fault-test power-cut-test fuzz sanitize build lint size bench bench-scale
.PHONY: bench-quality bench-hotplug bench-line bench-store bench-plan bench-forest bench-load
.PHONY: release deb lint-deb apt-repo nspawn-test vm-test clean

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 22

demo: ## the main job once: this machine's devices and line, reported to an aggregator and queried (KEEP=1: leave it up)
	@scripts/debian-packages.sh "the demo" $(BUILD_PACKAGES)
	@swift build --product parta
	@swift build --product parta-agent
	@KEEP=$(KEEP) scripts/demo.sh

hub-demo: ## two regions of two countries and a hub, which goes away and comes back; fails where its figures are not their sum
	@scripts/debian-packages.sh "the hub's demo" $(BUILD_PACKAGES)
	@swift build --product parta
	@swift build --product parta-agent
	@scripts/hub-demo.sh

test: ## format, build and all tests
	@scripts/debian-packages.sh "the tests" $(TEST_PACKAGES)
	@$(MAKE) --no-print-directory lint
	@scripts/python-peer.sh
	swift build --build-tests
	@scripts/test.sh

web-test: ## every page in a real browser, three languages, screen and phone, and what people do there (ONLY=map: less; PICTURES=docs/screenshots)
	@scripts/debian-packages.sh "the browser tests" $(WEB_PACKAGES)
	@scripts/python-peer.sh Tests/Web/requirements.txt .build/venv-web
	@swift build --product parta
	@.build/venv-web/bin/python Tests/Web/run.py --parta "$$(swift build --show-bin-path)/parta" $(if $(ONLY),--only '$(ONLY)') \
	  $(if $(PICTURES),--small '$(PICTURES)')

simulate-line: ## thirty computers testing one line for thirty days, and what giving way does to the figures
	@scripts/debian-packages.sh "the simulation" $(TEST_PACKAGES)
	@swift build --build-tests
	@swift test --skip-build --no-parallel --filter 'LineTestingTests.(SimulationTests|SkipBiasTests)' > $(SIMULATION) 2>&1 \
	  || { cat $(SIMULATION); exit 1; }
	@grep -vE "^(.\[0m)?[^[:alnum:] ]|^Test (Suite|Case)|^\[|Executed 0 tests|^warning" $(SIMULATION)

fault-test: ## faults and attacks with full counts, as one table (as root, about half an hour; SMALL=1: the counts of make test)
	@scripts/debian-packages.sh "the fault tests" $(TEST_PACKAGES)
	swift build --build-tests
	@ONLY='$(ONLY)' SMALL=$(SMALL) scripts/fault-test.sh

sanitize: ## the suites under ThreadSanitizer and AddressSanitizer (an hour; ONLY=thread FILTER=OutboxTests: less)
	@scripts/debian-packages.sh "the sanitizers" $(TEST_PACKAGES)
	@scripts/python-peer.sh
	@ONLY=$(ONLY) scripts/sanitize.sh $(if $(FILTER),'$(FILTER)')

classroom-test: ## the agent on a booted Debian, with USB devices plugged in and out (some minutes; see Tests/Classroom)
	@scripts/debian-packages.sh "the classroom test" $(CLASSROOM_PACKAGES)
	@scripts/release.sh parta-agent parta
	@Tests/Classroom/run.sh --daemon

fuzz: ## each parser that strangers can reach, SECONDS=600 each (TARGETS="edid csv": fewer; see Tests/Fuzz)
	@scripts/debian-packages.sh "fuzzing" $(BUILD_PACKAGES)
	@SECONDS_EACH=$(or $(SECONDS),600) scripts/fuzz.sh $(TARGETS)
power-cut-test: ## the current cut while agent and aggregator write (some 20 minutes; ROUNDS=5: less; see Tests/PowerCut)
	@scripts/debian-packages.sh "the power-cut test" $(CLASSROOM_PACKAGES)
	@scripts/release.sh parta-agent parta
	@ROUNDS=$(or $(ROUNDS),20) Tests/PowerCut/run.sh

nspawn-test: deb ## both packages installed, wronged, upgraded, purged on each system (as root, some minutes; see Tests/Packages)
	@scripts/debian-packages.sh "the package test" $(PACKAGE_TEST_PACKAGES)
	@Tests/Packages/nspawn.sh $(SYSTEMS)

vm-test: deb apt-repo ## both packages on the classroom PC: stick, devices, power cut, upgrade, purge, image (half an hour)
	@scripts/debian-packages.sh "the package test" $(PACKAGE_TEST_PACKAGES)
	@Tests/Packages/vm.sh

build: ## both programs, for development
	@scripts/debian-packages.sh "the build" $(BUILD_PACKAGES)
	swift build

lint: ## the house format, checked
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

release: ## the static release agent, aggregator and its reader of files
	@scripts/debian-packages.sh "the build" $(BUILD_PACKAGES)
	@scripts/release.sh parta-agent parta parta-exchange

deb: release ## the Debian packages of both programs, checked, into dist/
	@scripts/debian-packages.sh "the packages" $(DEB_PACKAGES)
	@scripts/deb.sh
	@$(MAKE) --no-print-directory lint-deb

lint-deb: ## the packages in dist/ against Debian's rules
	@scripts/debian-packages.sh "the packages" $(DEB_PACKAGES)
	@scripts/lint-deb.sh

apt-repo: ## a signed repository of the packages in dist/, for a web server or a stick, into dist/apt
	@scripts/debian-packages.sh "the repository" $(DEB_PACKAGES)
	@scripts/apt-repo.sh

size: ## the stripped static release agent against its budget
	@scripts/debian-packages.sh "the build" $(BUILD_PACKAGES)
	@scripts/size.sh $(SIZE_BUDGET)

bench: ## the scan against its peers, as ratios within one run
	@scripts/debian-packages.sh "the benchmarks" $(BENCH_PACKAGES)
	@scripts/release.sh parta-agent
	@python3 Benchmarks/scan.py

bench-scale: ## the scan at 10, 100 and 1,000 devices, against udevadm in the same run
	@scripts/debian-packages.sh "the benchmarks" $(BENCH_PACKAGES)
	@scripts/release.sh parta-agent
	@python3 Benchmarks/scan_scale.py

bench-quality: ## classification of every USB id that five Debian packages know, and of the fixtures
	@scripts/debian-packages.sh "the benchmarks" $(BENCH_PACKAGES)
	@scripts/release.sh parta-agent
	@python3 Benchmarks/quality.py

bench-hotplug: ## from the plug to a durable row, wake-ups of an idle agent, its memory
	@scripts/debian-packages.sh "the benchmarks" $(TEST_PACKAGES)
	@scripts/release.sh parta-agent
	@python3 Benchmarks/hotplug.py

bench-line: ## line tests on lines of known rates, delays and moods, iperf3 beside (as root, about an hour; ONLY=a,e RUNS=2: less)
	@scripts/debian-packages.sh "the benchmarks" $(LINE_PACKAGES)
	@scripts/release.sh parta-agent parta LinkEmulator
	@python3 Benchmarks/line.py $(if $(ONLY),--only $(ONLY)) $(if $(RUNS),--runs $(RUNS))

bench-store: ## questions, imports, exports and size at 8,000 schools, 5 million devices (an hour, 17 GB; SCHOOLS=100, DATABASE=PATH: less)
	@scripts/debian-packages.sh "the benchmarks" $(STORE_PACKAGES) postgresql-15
	@scripts/release.sh parta parta-exchange
	@python3 Benchmarks/store.py

bench-pages: ## the server's time for each page on an existing database (DATABASE=country.sqlite; it gets tokens and an audit log)
	@scripts/debian-packages.sh "the benchmarks" $(STORE_PACKAGES)
	@scripts/release.sh parta
	@python3 Benchmarks/pages.py --database '$(or $(DATABASE),country.sqlite)'
bench-plan: ## both plans against optimum, bounds and published ways of choosing (1.5 hours; SMALL=1: 10 minutes; ONLY=country: less)
	@scripts/debian-packages.sh "the benchmarks" $(STORE_PACKAGES) python3-venv
	@$(if $(SOLVER)$(PARTA),true,scripts/release.sh parta)
	@SMALL=$(SMALL) ONLY=$(ONLY) SOLVER=$(SOLVER) SECONDS=$(SECONDS) python3 Benchmarks/plan.py

bench-load: ## what the server takes in: reports per CPU-second, storm, idle connections, kills, soak (hours; AGENTS=20000 ONLY=kept,fresh: less; ENGINE=postgresql)
	@scripts/debian-packages.sh "the benchmarks" $(STORE_PACKAGES) $(if $(filter postgresql,$(ENGINE)),postgresql-15) mmdebstrap
	@$(if $(PARTA)$(LOAD),true,scripts/release.sh parta parta-load)
	@python3 Benchmarks/load.py $(if $(DATABASE),--database '$(DATABASE)')

bench-forest: ## the shortest tree over 100,000 points on the sphere, against scipy in the same run
	@scripts/debian-packages.sh "the benchmarks" $(TEST_PACKAGES)
	@python3 Benchmarks/spanning_forest.py

clean: ## remove what was built
	rm -rf .build .build-* dist
