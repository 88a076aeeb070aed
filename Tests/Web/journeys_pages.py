"""What people do on the pages, done in a real browser. Each journey is a function that raises what went wrong."""

import json
import urllib.parse

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from bed import HOSTILE, LONG, NOWHERE
from steps import click, expect, fetched, journey, map_ready, sign_in, text


@journey
def the_map_is_drawn_and_clicked(web, bed, tokens):
    sign_in(web, tokens["admin"])
    web.open("/map?lang=en")
    expect(map_ready(web) == str(bed.placed), f"the map holds {map_ready(web)} schools, {bed.placed} have a place")
    expect(web.script("return document.querySelectorAll('#map .mark svg').length") >= 3, "hardly a mark is drawn")
    expect(web.script("return !document.getElementById('map').dataset.outlineFailed"), "there are no outlines")
    drawn = web.script("return document.getElementById('map').dataset.drawn")
    # The largest cluster opens, until single schools are seen, and one of them says who it is.
    for _ in range(12):
        single = web.driver.find_elements(By.CSS_SELECTOR, "#map .mark[aria-label^='School No.'], #map .mark[aria-label^='Support school']")
        inside = [one for one in single if one.is_displayed() and 40 < one.location["x"] < 1100]
        if inside:
            break
        before = web.script("return document.getElementById('map').dataset.drawn + document.querySelector('#map .leaflet-map-pane').style.transform")
        web.script("[...document.querySelectorAll('#map .mark')].sort((a, b) => b.offsetWidth - a.offsetWidth)[0].click()")
        web.until(lambda: web.script("return document.getElementById('map').dataset.drawn + document.querySelector('#map .leaflet-map-pane').style.transform") != before)
    expect(inside, f"no click on a cluster leads to a school (at first {drawn} marks)")
    web.script("arguments[0].focus()", inside[0])
    inside[0].send_keys(Keys.ENTER)
    link = web.until(lambda: web.driver.find_elements(By.CSS_SELECTOR, ".leaflet-popup a[href^='/school']"))[0]
    name = link.get_attribute("textContent")
    click(web, link)
    web.until(lambda: "/school?id=" in web.driver.current_url)
    expect(web.driver.find_element(By.TAG_NAME, "h1").text == name, "the mark leads to another school")


@journey
def the_map_is_narrowed(web, bed, tokens):
    sign_in(web, tokens["admin"])
    web.open("/map?lang=en")
    map_ready(web)
    web.script("document.getElementById('f-class').value = 'good'")
    click(web, web.driver.find_element(By.CSS_SELECTOR, ".filters button"))
    web.until(lambda: "class=good" in web.driver.current_url)
    narrowed = map_ready(web)
    shown = web.driver.find_element(By.CSS_SELECTOR, "#map-classes tr td").text
    expect(0 < int(narrowed) < bed.placed and narrowed == shown, f"{narrowed} on the map, {shown} in the table")
    web.open("/map?lang=en&area=" + urllib.parse.quote(bed.region))
    expect(0 < int(map_ready(web)) < bed.placed, "an area does not narrow the map")
    web.open("/map?lang=en&programme=" + bed.programme)
    expect(0 < int(map_ready(web)) < bed.placed, "a programme does not narrow the map")
    web.open("/map?lang=en&area=Empty+region")
    expect(map_ready(web) == "0" and "1 without coordinates" in text(web), "an area of schools without a place is not told")


@journey
def a_table_is_sorted_turned_and_taken_along(web, bed, tokens):
    sign_in(web, tokens["admin"])
    web.open("/lists/schools?lang=en&limit=20")
    first = web.driver.find_element(By.CSS_SELECTOR, "table.list td").text
    # The first click on a number shows the largest.
    click(web, web.driver.find_element(By.LINK_TEXT, "Pupils"))
    web.until(lambda: "sort=pupils" in web.driver.current_url)
    column = web.script("return [...document.querySelectorAll('table.list th')].findIndex((one) => one.ariaSort)")
    expect(web.driver.find_element(By.CSS_SELECTOR, "th[aria-sort]").get_attribute("aria-sort") == "descending",
           "the heading does not say how the table is sorted")
    pupils = [int(one.replace(",", "")) for one in web.script(
        "return [...document.querySelectorAll(`table.list td:nth-child(${arguments[0] + 1})`)].map((one) => one.innerText)",
        column) if one.strip("– ")]
    expect(pupils == sorted(pupils, reverse=True) and len(pupils) > 5, f"not sorted: {pupils}")
    expect(first != web.driver.find_element(By.CSS_SELECTOR, "table.list td").text, "sorting shows the same rows")
    for kind, says in (("csv", "text/csv"), ("xlsx", "spreadsheetml"), ("geojson", "geo+json")):
        link = web.driver.find_elements(By.CSS_SELECTOR, f".downloads a[href*='{kind}']")
        expect(link or kind == "xlsx", f"there is no {kind} to take along")
        if link:
            status, headers, body = fetched(web, link[0].get_attribute("href"))
            expect(status == 200 and says in headers["content-type"] and "attachment" in headers["content-disposition"],
                   f"{kind}: {status} {headers}")
            if kind == "csv":
                expect(body.count("made-0") > 50, "the file has not all rows")
            if kind == "geojson":
                json.loads(body)
    web.open("/lists/lines?lang=en&below_norm=true")
    narrow = text(web)
    web.open("/lists/lines?lang=en")
    expect(narrow != text(web), "a filter changes nothing")


@journey
def a_school_speaks_for_itself(web, bed, tokens):
    sign_in(web, tokens["school"])
    web.until(lambda: "/school?id=" + bed.school in web.driver.current_url)
    form = web.driver.find_element(By.CSS_SELECTOR, "form[action='/voice/line']")
    form.find_element(By.NAME, "own").send_keys("2 Mbps " + HOSTILE[:30])
    click(web, form.find_element(By.CSS_SELECTOR, "button[value=disputed]"))
    web.until(lambda: web.driver.find_elements(By.CSS_SELECTOR, ".notice.done"))
    dossier = web.driver.find_element(By.CSS_SELECTOR, "a[href*='/voice/dossier']").get_attribute("href")
    web.driver.get(dossier)
    web.until(lambda: "Dossier" in text(web))
    expect(len(web.driver.find_elements(By.CSS_SELECTOR, "main tbody tr")) > 10, "the dossier has no tests")
    expect(not web.findings(), f"the dossier: {web.findings()}")
    expect(fetched(web, "/school?id=" + bed.other)[0] == 404, "a school opens another one's page")


@journey
def a_plan_is_tried_compared_approved_and_followed(web, bed, tokens):
    sign_in(web, tokens["planner"])
    web.open("/plan?id=1&lang=en")
    expect(not web.driver.find_elements(By.CSS_SELECTOR, "form[action='/plan/approve']"), "a planner may approve")
    reached = []
    for sum_ in ("0", "100,000,000", "300000000", "99999999999"):
        field = web.driver.find_element(By.ID, "p-sum")
        field.clear()
        field.send_keys(sum_ + Keys.ENTER)
        web.until(lambda: "sum=" + urllib.parse.quote_plus(sum_) in web.driver.current_url)
        sentence = web.until(lambda: web.driver.find_elements(By.CSS_SELECTOR, "main p[role=status]"))[0].text
        reached.append(int(sentence.split(" connects ")[1].split(" of ")[0]))
    expect(reached == sorted(reached) and reached[0] < 3 < 5 < reached[-1], f"more money reaches {reached}")
    web.open("/map?plan=2&lang=en")
    map_ready(web)
    lines = web.until(lambda: web.script("return document.getElementById('map').dataset.segments"))
    expect(int(lines) > 3, "the plan's cable is not drawn")
    expect("Phase 1" in text(web) and "Phase 2" in text(web), "the map does not say which line is which phase")
    web.open("/plans?lang=en")
    web.driver.find_element(By.ID, "c-second").send_keys("Fiber")
    click(web, web.driver.find_element(By.CSS_SELECTOR, "form[action='/plans/compare'] button"))
    web.until(lambda: "/plans/compare" in web.driver.current_url)
    expect("differently" in text(web), "two plans are not compared")
    status, _, body = fetched(web, "/plan/plan.geojson?id=1")
    expect(status == 200 and len(json.loads(body)["features"]) > 10, "the plan cannot be taken along")
    sign_in(web, tokens["reader"])
    expect([fetched(web, path)[0] for path in ("/plans", "/plan?id=1")] == [403, 403], "a reader sees plans")
    sign_in(web, tokens["elsewhere"])
    expect(fetched(web, "/plan?id=1")[0] == 404, "a planner of one region sees a plan of all")
    for path in ("/plan/approve", "/plan/advance"):
        refused = web.script("return fetch(arguments[0], {method: 'POST', body: new URLSearchParams({plan: '1'})}).then((one) => one.status)", path)
        expect(refused == 403, f"{path} without its proof is answered {refused}")
    sign_in(web, tokens["admin"], "/plan?id=1&lang=en")
    click(web, web.driver.find_element(By.CSS_SELECTOR, "form[action='/plan/approve'] button"))
    web.until(lambda: "done=approved" in web.driver.current_url)
    expect("Approved on" in text(web), "the plan is not approved")
    click(web, web.driver.find_element(By.CSS_SELECTOR, "form[action='/plan/advance'] button"))
    web.until(lambda: "done=advanced" in web.driver.current_url)
    row = web.driver.find_element(By.XPATH, "//th[normalize-space()='tendered']/following-sibling::td[1]").text
    expect(int(row) > 5, f"{row} schools are tendered")


@journey
def hostile_names_stay_text(web, bed, tokens):
    sign_in(web, tokens["admin"])
    for path in (f"/lists/devices?lang=en&category={bed.hostile_category}&school={bed.school}", f"/school?id={NOWHERE}&lang=en", "/lists/schools?lang=en&name=School"):
        web.open(path)
        shown = web.script("return document.body.innerText")
        expect("<script>document.title='ran'</script>" in shown or "devices" in path and "<script>" in shown, f"{path} does not show the name")
        expect(web.script("return document.title") != "ran", f"{path} runs a name")
        expect(web.script("return document.querySelectorAll('main script, main img, main [onerror]').length") == 0,
               f"{path} has a name's markup in it")
        if "devices" in path:
            expect(LONG[:40] in shown, "the long name is not shown")
    isolated = web.script(
        "return [...document.querySelectorAll('main *')].filter((one) => [...one.childNodes].some((node) => node.nodeType "
        "=== 3 && node.nodeValue.includes('\\u202e'))).every((one) => one.closest('bdi') || one.closest('title, option'))")
    expect(isolated, "a name that turns its direction is not isolated")


@journey
def nonsense_gets_a_whole_page(web, bed, tokens):
    # A token of its own: this asks more often than what is left of the others' ten minutes.
    sign_in(web, bed.token("nonsense", "admin"))
    junk = ["%00", "%ff%fe", "%E2%80%AE", "'%20OR%201=1--", "<script>", "-1", "99999999999999999999", "NaN", "1e400",
            "%F0%9F%92%A9" * 60, "../../etc/passwd", "2026-02-30", "{{t.x}}", "a=b=c", "&&&=&=", "%zz"]
    paths = ["/?area=", "/map?area=", "/map?class=", "/map?cause=", "/map?programme=", "/school?id=", "/lists/schools?sort=",
             "/lists/schools?limit=", "/lists/lines?since=", "/lists/lines?as_of=", "/lists/devices?category=",
             "/lists/devices?page=", "/lists/", "/programme?id=", "/agents?area=", "/agents/revoke?agent=",
             "/voice/dossier?id=", "/map/data?class=", "/lists/schools?format=", "/plans?kind=", "/plan?id=",
             "/plans/compare?first=", "/lists/lines?as_of=1970-01-01&area=", "/sign-in?next="]
    statuses = {}
    for path in paths:
        for word in junk:
            status, headers, body = fetched(web, path + word)
            statuses[status] = statuses.get(status, 0) + 1
            expect(status in (0, 200, 202, 400, 404, 429), f"{path}{word} is answered {status}")
            if "text/html" in headers.get("content-type", "") and status:
                expect(body.rstrip().endswith("</html>") and body.count("<h1>") == 1, f"{path}{word} is half a page")
                expect("<script>alert" not in body and "<main" in body, f"{path}{word} shows it raw")
    web.open("/lists/lines?lang=en&as_of=2001-01-01")
    wrong = web.findings()
    expect(not wrong, f"a day without data: {wrong}")
    expect("not known" in text(web) and "Mbps" in text(web), f"a day without data is not told: {text(web)[:400]}")


@journey
def the_keyboard_reaches_the_content(web, bed, tokens):
    sign_in(web, tokens["admin"])
    web.open("/?lang=en")
    body = web.driver.find_element(By.TAG_NAME, "body")
    body.send_keys(Keys.TAB)
    expect(web.script("return document.activeElement.className") == "skip", "the first stop is not the way to the content")
    seen = web.script("const box = document.activeElement.getBoundingClientRect(); return box.left >= 0 && box.width > 20")
    expect(seen, "the way to the content is not seen when it is reached")
    web.driver.switch_to.active_element.send_keys(Keys.ENTER)
    expect(web.script("return document.activeElement.id") == "content", "it does not lead to the content")
    outlined = web.script(
        "const link = document.querySelector('nav a'); link.focus(); const style = getComputedStyle(link); "
        "return style.outlineStyle !== 'none' || link.matches(':focus-visible') === false")
    expect(outlined, "where the keyboard is cannot be seen")


@journey
def paper_has_the_figures_and_no_buttons(web, bed, tokens):
    sign_in(web, tokens["admin"])
    web.open("/school?lang=en&id=" + bed.school)
    web.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        hidden = web.script("return ['header', 'footer', '.screen form'].every((one) => { const found = document.querySelector(one); "
                            "return !found || found.getBoundingClientRect().height === 0; })")
        shown = web.script("return [...document.querySelectorAll('main table')].every((one) => one.getBoundingClientRect().height > 10)")
    finally:
        web.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    expect(hidden, "forms or navigation are printed")
    expect(shown, "a table that is folded away is not printed")
