"""What journeys are made of: signing in, clicking, reading, and saying what went wrong."""

import urllib.parse

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

ALL = []


def journey(function):
    ALL.append(function)
    return function


def expect(holds, sentence):
    if not holds:
        raise AssertionError(sentence)


def sign_in(web, token, follow="/"):
    web.driver.delete_all_cookies()
    web.open("/sign-in?lang=en&next=" + urllib.parse.quote(follow))
    web.driver.find_element(By.ID, "token").send_keys(token + Keys.ENTER)
    web.until(lambda: web.script("return document.readyState") == "complete"
              and (not web.driver.current_url.split("?")[0].endswith("/sign-in") or web.driver.find_elements(By.ID, "token-problem")))


def fetched(web, path):
    """Status, headers and text of another address of the server, with the browser's session."""
    return web.script(
        "return fetch(arguments[0], {redirect: 'manual'}).then(async (one) => [one.status, "
        "Object.fromEntries(one.headers), await one.text()])", path)


def click(web, element):
    """As somebody who uses no pointer does; Selenium takes what stands in a folded <details> for hidden, even where it is shown."""
    web.script("arguments[0].click()", element)


def text(web):
    return web.driver.find_element(By.TAG_NAME, "body").text


def map_ready(web):
    return web.until(lambda: web.script("return document.getElementById('map').dataset.ready"))
