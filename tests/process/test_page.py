"""The page that `mptui export --to html` writes, in a real browser where there is one: its slider is moved."""

import json
import re
import shutil
import subprocess
from html import unescape

import pytest

from vocabulary import SCREENSHOTS, mptui

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium")
MOVE = """
<script>
const seen = [];
window.onerror = what => seen.push(String(what));
for (const value of %s) {
  slider.value = value;
  slider.dispatchEvent(new Event("input"));
  const text = id => document.getElementById(id).innerText;
  seen.push([text("time"), text("workers"), text("objects"), text("console")]);
}
const told = document.createElement("pre");
told.id = "told";
told.textContent = JSON.stringify(seen);
document.body.append(told);
</script>
"""


def shown(page, values, tmp_path):
    """What stands on the page at each of these places of the slider, from 0 to 10000."""
    moved = tmp_path / "moved.html"
    moved.write_text(page.read_text() + MOVE % json.dumps(values))
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    done = subprocess.run(
        [*command, "--virtual-time-budget=2000", "--dump-dom", moved.as_uri()],
        capture_output=True,
        check=True,
        timeout=60,
    )
    return json.loads(unescape(re.search(rb'<pre id="told">(.*?)</pre>', done.stdout, re.S)[1].decode()))


def test_the_slider_goes_to_any_moment(tmp_path):
    page = tmp_path / "page.html"
    assert mptui("export", SCREENSHOTS / "accounts.jsonl.gz", "--to", "html", "-o", page).returncode == 0
    first, middle, last, again = shown(page, [0, 5000, 10000, 0], tmp_path)
    assert first == again
    assert first[0].startswith("0.000 s / ")
    assert (first[1], first[3]) == ("", "")
    assert re.search(r"Ada\s+waits\s+acquire current at accounts\.py:13", middle[1])
    assert re.search(r"savings\s+Value\s+held by Ada", middle[2])
    assert "Ben takes 20" in middle[3]
    assert re.search(r"Ada\s+ended", last[1])
