"""Wait until a page answers 200: wait_for_page.py URL SECONDS PID; gives up when the process ends."""

import os
import sys
import time
import urllib.request

url, seconds, process = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
until = time.monotonic() + seconds
while time.monotonic() < until:
    try:
        os.kill(process, 0)
        if urllib.request.urlopen(url, timeout=max(0.1, until - time.monotonic())).status == 200:  # noqa: S310
            sys.exit(0)
    except ProcessLookupError:
        break
    except OSError:
        time.sleep(0.1)
sys.exit(1)
