"""Who may see and change what, tried in a real browser. Each journey is a function that raises what went wrong."""

import http.server
import threading
import urllib.parse

from selenium.webdriver.common.by import By

from steps import click, expect, fetched, journey, map_ready, sign_in, text


@journey
def a_wrong_token_is_told(web, bed, tokens):
    sign_in(web, "parta_" + "A" * 43)
    field = web.driver.find_element(By.ID, "token")
    expect(field.get_attribute("aria-invalid") == "true", "the field does not say that it is wrong")
    expect(web.driver.find_element(By.ID, "token-problem").is_displayed(), "no sentence says what is wrong")
    expect(not field.get_attribute("value"), "the token came back in the page")


@journey
def an_expired_token_is_told(web, bed, tokens):
    sign_in(web, tokens["expired"])
    expect("expired" in text(web), "the page does not say that the token has expired")


@journey
def signing_in_and_out(web, bed, tokens):
    sign_in(web, tokens["admin"], "/lists/schools?sort=pupils")
    expect("/lists/schools?sort=pupils" in web.driver.current_url, "signing in does not lead where one was going")
    cookie = next(one for one in web.driver.get_cookies() if one["name"] == "parta_session")
    expect(cookie["httpOnly"] and cookie["sameSite"] == "Strict", f"the session's cookie is {cookie}")
    expect("parta_session" not in web.script("return document.cookie"), "scripts can read the session")
    expect(tokens["admin"] not in cookie["value"], "the cookie holds the token")
    web.driver.find_element(By.CSS_SELECTOR, ".reader button").click()
    web.until(lambda: "/sign-in" in web.driver.current_url)
    web.open("/lists/schools")
    expect("/sign-in" in web.driver.current_url, "after signing out a page still opens")


@journey
def a_revoked_token_ends_its_sessions(web, bed, tokens):
    sign_in(web, tokens["revoked"])
    expect(web.driver.find_elements(By.CSS_SELECTOR, ".reader button"), "the session does not begin")
    bed.revoke("revoked")
    web.open("/lists")
    expect("/sign-in" in web.driver.current_url, "the session outlives its token")
    expect("over" in text(web), "nothing says that the session is over")


@journey
def what_lies_outside_the_scope_is_not_there(web, bed, tokens):
    sign_in(web, tokens["reader"])
    known = fetched(web, "/school?id=" + bed.school)
    expect(known[0] == 200, f"the reader's own school answers {known[0]}")
    strange, missing = fetched(web, "/school?id=" + bed.other), fetched(web, "/school?id=nobody")
    expect(strange[0] == missing[0] == 404, f"a school outside answers {strange[0]}, an unknown one {missing[0]}")
    expect(strange[2].replace(bed.other, "nobody") == missing[2], "a school outside is told from one that is not there")
    for path in ("/map/data", "/lists/schools", "/lists/lines", "/lists/devices?school=" + bed.other, "/",
                 "/lists/schools?format=csv", "/?area=Kazakhstan/" + urllib.parse.quote(bed.other_region)):
        status, _, body = fetched(web, path)
        expect(bed.other not in body.replace("school=" + bed.other, "").replace(f'value="{bed.other}"', ""),
               f"{path} tells of a school outside")
        expect(status != 500, f"{path} fails")
    expect(fetched(web, "/agents")[0] == 403, "a reader opens the agents' page")
    web.open("/lists?lang=en")
    expect(not web.driver.find_elements(By.CSS_SELECTOR, "nav a[href='/agents']"), "the navigation offers what is closed")


@journey
def a_form_of_another_site_changes_nothing(web, bed, tokens):
    sign_in(web, tokens["school"])
    before = text(web).count("right")
    body = (f"<form method=post action='{web.origin}/voice/breakage'><input name=school value='{bed.school}'>"
            "<input name=subject value=computer><input name=note value=forged></form><script>document.forms[0].submit()</script>")

    class Other(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_):
            pass

    # Another port is another origin, but the same site: the browser sends the session along.
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Other)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        web.driver.get(f"http://127.0.0.1:{server.server_port}/")
        web.until(lambda: "/voice/breakage" in web.driver.current_url)
        expect("Nothing was changed" in text(web), f"the forged form got: {text(web)[:200]}")
    finally:
        server.shutdown()
        server.server_close()
        web.outside()  # The other site is this test's own.
    web.driver.get(web.origin + "/school?id=" + bed.school)
    expect("forged" not in text(web) and text(web).count("right") == before, "the forged word is kept")
    for token in ("", "A" * 43):
        status = web.script(
            "return fetch('/voice/breakage', {method: 'POST', body: new URLSearchParams({school: arguments[0], subject: "
            "'computer', note: 'forged', form_token: arguments[1]})}).then((one) => one.status)", bed.school, token)
        expect(status == 403, f"a form without its proof is answered {status}")


@journey
def everybody_sees_no_more_than_may_be_seen(web, bed, tokens):
    web.driver.delete_all_cookies()
    private, web.origin = web.origin, tokens["public"]
    try:
        web.open("/?lang=en")
        expect(not web.findings(), f"the public overview: {web.findings()}")
        web.open("/map?lang=en")
        expect(map_ready(web) == str(bed.placed), "the public map is not drawn")
        web.open("/school?lang=en&id=" + bed.school)
        page = text(web)
        expect("hash:" not in page and "First seen" not in page and not web.driver.find_elements(By.CSS_SELECTOR, "form[action^='/voice']"),
               "the public school page tells of devices or takes words")
        for path in ("/lists/devices?school=" + bed.school, "/lists/computers", "/agents", "/lists/agents", "/lists/assets"):
            status, _, body = fetched(web, path)
            expect(status in (0, 403), f"{path} is answered {status} to everybody")
        expect(not web.outside(), "a public page asks others")
    finally:
        web.origin = private
