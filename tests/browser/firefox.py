"""A real Firefox, driven by the protocol that it brings along: https://firefox-source-docs.mozilla.org/testing/marionette/.

Selenium would need geckodriver, which Debian does not have; geckodriver says the same to Firefox in the same words.
"""

import json
import os
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from tests.conftest import noted_tool

SETTINGS = {
    "marionette.port": 0,
    "remote.prefs.recommended": True,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.disabledForTesting": True,
}
DARK = {"layout.css.prefers-color-scheme.content-override": 0}


class Firefox:
    """A running Firefox with one window."""

    def __init__(self, profile: Path, settings: dict[str, Any] | None = None) -> None:
        settings = SETTINGS | (settings or {})
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});"
            for name, value in settings.items()
        ]
        (profile / "user.js").write_text("\n".join(lines), "utf-8")
        self.process = subprocess.Popen(
            [
                noted_tool("firefox", "firefox-esr", "firefox"),
                "--headless",
                "--marionette",
                "--no-remote",
                "--profile",
                profile,
            ],
            env={**os.environ, "HOME": str(profile)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        noted, started = profile / "MarionetteActivePort", time.monotonic()
        while not (noted.exists() and noted.read_text()):
            assert self.process.poll() is None, "Firefox ended"
            assert time.monotonic() - started < 60, "Firefox does not start"
        self.socket = socket.create_connection(("127.0.0.1", int(noted.read_text())), timeout=60)
        self.answers = self.socket.makefile("rb")
        self._read()
        self.number = 0
        self.ask("WebDriver:NewSession")
        self.ask("WebDriver:SetTimeouts", script=30_000, pageLoad=30_000)

    def _read(self) -> Any:
        length = b"".join(iter(lambda: self.answers.read(1), b":"))
        return json.loads(self.answers.read(int(length)))

    def ask(self, command: str, **parameters: Any) -> Any:
        """What Firefox answers to a command of WebDriver; an error of its own fails the test."""
        self.number += 1
        sent = json.dumps([0, self.number, command, parameters]).encode()
        self.socket.sendall(b"%d:%b" % (len(sent), sent))
        _, _, error, result = self._read()
        assert not error, f"{command}: {error['message']}"
        return result["value"] if result and "value" in result else result

    def go(self, address: str) -> None:
        """Open an address and wait until it is loaded."""
        self.ask("WebDriver:Navigate", url=address)

    def size(self, width: int, height: int) -> None:
        """Give the window a size."""
        self.ask("WebDriver:SetWindowRect", width=width, height=height)

    def run(self, script: str, *arguments: Any) -> Any:
        """What the body of a function, which may wait, returns in the page."""
        body = f"const [done] = [...arguments].slice(-1); (async (...arguments) => {{ {script} }})(...arguments).then(done, (error) => done(`${{error}}`));"
        return self.ask(
            "WebDriver:ExecuteAsyncScript", script=body, args=arguments, newSandbox=False
        )

    def until(self, condition: str, *arguments: Any) -> None:
        """Wait, at most twenty seconds, until an expression is true in the page, which may change meanwhile."""
        started = time.monotonic()
        while not self.run(f"return !!({condition});", *arguments):
            assert time.monotonic() - started < 20, f"never happened: {condition}"

    def press(self, *keys: str) -> None:
        """Press and let go one key after the other."""
        acts = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.ask(
            "WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": acts}]
        )

    def end(self) -> None:
        """Close it."""
        self.socket.close()
        self.process.terminate()
        self.process.wait(30)
