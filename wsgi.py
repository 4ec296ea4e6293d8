"""Where a server and the `flask` command find the application; a wrong setting is said in plain words."""

import sys

from webapp import create_app
from webapp.config import WrongSetting
from webapp.look import BrokenLook

try:
    app = create_app()
except (WrongSetting, BrokenLook) as wrong:
    sys.exit(str(wrong))
