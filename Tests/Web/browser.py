"""Chromium, and what it says of the pages it shows."""

import base64
import json
import os
import pathlib

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

AUDIT = (pathlib.Path(__file__).parent / "page_audit.js").read_text()
# Roles that nobody can use without knowing what they are called.
NAMED = {"link", "button", "textbox", "searchbox", "combobox", "listbox", "checkbox", "radio", "img", "image", "graphics-document",
         "navigation", "region", "form", "application", "option", "heading", "columnheader", "table"}
NEED_NO_NAME = {"table", "navigation", "form", "columnheader"}
LISTEN = ("window.__violations = []; document.addEventListener('securitypolicyviolation', "
          "(event) => window.__violations.push(event.violatedDirective + ' ' + event.blockedURI));")


class Browser:
    """One window; `findings` empties what was noted since it was asked last."""

    def __init__(self, origin, folder):
        self.origin = origin
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for word in ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--lang=en",
                     "--disable-background-networking", "--disable-component-update", "--disable-sync",
                     "--disable-default-apps", "--no-pings", "--no-proxy-server", "--hide-scrollbars",
                     "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
                     f"--log-net-log={folder / 'net-log.json'}", f"--user-data-dir={folder / 'profile'}"]:
            options.add_argument(word)
        if os.geteuid() == 0:
            options.add_argument("--no-sandbox")
        options.add_experimental_option("prefs", {
            "download.default_directory": str(folder / "downloads"), "download.prompt_for_download": False})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.driver.set_page_load_timeout(60)
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": LISTEN})
        self.driver.execute_cdp_cmd("Accessibility.enable", {})

    def width(self, pixels):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": pixels, "height": 800, "deviceScaleFactor": 1, "mobile": pixels < 600})

    def open(self, path):
        """Shows a page; one that is being worked out asks for itself again and is waited for."""
        self.driver.get(self.origin + path)
        self.until(lambda: not self.script("return !!document.querySelector('main > p[role=status]:not(.notice)')"), 60)

    def until(self, condition, seconds=20):
        from selenium.webdriver.support.ui import WebDriverWait
        return WebDriverWait(self.driver, seconds, poll_frequency=0.1).until(lambda _: condition())

    def script(self, text, *values):
        return self.driver.execute_script(text, *values)

    def named(self):
        """Controls, pictures and regions without a name, as the browser tells screen readers."""
        wrong = []
        for node in self.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]:
            role = node.get("role", {}).get("value", "")
            if node.get("ignored") or role not in NAMED - NEED_NO_NAME:
                continue
            if not node.get("name", {}).get("value", "").strip():
                wrong.append(f"names: a {role} has none")
        return wrong

    def findings(self):
        """Sentences on what is wrong with the page that is shown, and with what it did."""
        wrong = self.script(AUDIT) + self.named()
        wrong += [f"policy: {one}" for one in self.script("return window.__violations || []")]
        if self.script("return document.title").startswith("ran"):
            wrong.append("policy: a name ran as a script")
        for entry in self.driver.get_log("browser"):
            # Statuses are looked at where they matter.
            if entry["level"] in ("SEVERE", "WARNING") and "the server responded with a status of 4" not in entry["message"]:
                wrong.append(f"console: {entry['message'][:160]}")
        return wrong + self.outside()

    def outside(self):
        wrong = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                address = message["params"]["request"]["url"]
                if not address.startswith((self.origin + "/", "data:", "chrome")):
                    wrong.append(f"outside: {address[:120]}")
        return wrong

    def picture(self, file, whole=True):
        size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        view = self.script("return [innerWidth, innerHeight]")
        taken = self.driver.execute_cdp_cmd("Page.captureScreenshot", {
            "format": "png", "captureBeyondViewport": whole,
            "clip": {"x": 0, "y": 0, "width": view[0], "height": min(size["height"], 6000) if whole else view[1], "scale": 1}})
        file.write_bytes(base64.b64decode(taken["data"]))

    def close(self):
        self.driver.quit()


def asked_outside(folder, origin):
    """What pages asked of others, out of Chromium's own log of its network; what Chromium asks for itself (and does not get:
    no name but this machine's address is found) has no page of ours as its beginner."""
    events = json.loads((folder / "net-log.json").read_text())["events"]
    asked = set()
    for event in events:
        told = event.get("params")
        told = told if isinstance(told, dict) else {}
        if told.get("initiator", "").startswith("http://127.0.0.1") and "://" in told.get("url", ""):
            if not told["url"].startswith(("http://127.0.0.1:", "data:")):
                asked.add(told["url"])
    return sorted(asked)
