"""What every planner needs, loaded once by the process that planners are forked from (see warm.py)."""

import gc
import inspect
import sqlite3  # noqa: F401
from functools import cache

import anyio._backends._asyncio  # noqa: F401
import pandas as pd
import PIL.Image
import psycopg  # noqa: F401
import pyarrow  # noqa: F401, ICN001
import uvicorn.lifespan.on
import uvicorn.protocols.http.auto
import uvicorn.protocols.websockets.auto  # noqa: F401
from sqlalchemy.dialects import postgresql, sqlite  # noqa: F401
from starlette import applications, staticfiles  # noqa: F401
from starlette.middleware import sessions  # noqa: F401
from streamlit import material_icon_names  # noqa: F401
from streamlit.components.v2 import manifest_scanner
from streamlit.web import bootstrap, cli  # noqa: F401
from streamlit.web.server import app_discovery  # noqa: F401
from streamlit.web.server.starlette import starlette_agent_routes, starlette_app  # noqa: F401

import nutrition as nu
from nutrition import desk, display, handout  # noqa: F401
from nutrition.exchange import recognised  # noqa: F401
from views import chart, choices, closing, converting, files, handing, panel, shopping, troubles  # noqa: F401

pd.set_option("mode.string_storage", "python")  # as app.py does before it reads a table
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
manifest_scanner.scan_component_manifests()  # looks through all that is installed
somebody, foods, plan = nu.Person(35, "female"), nu.read_foods(), nu.sample("omnivore")
nu.find(foods, "soy milk")
nu.absorbed(plan, foods, somebody)
nu.assess(nu.eaten(plan, foods), nu.needed(somebody))
nu.notices(somebody, plan, foods)
PIL.Image.preinit()
inspect.stack()  # looks at the file of every module, once
gc.collect()
gc.freeze()
