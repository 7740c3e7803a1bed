"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from lapor.warming import warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapor.settings")

application = get_wsgi_application()
warm()
