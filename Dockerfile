# The town's one image: web, worker, beat and migrate differ only in their command.
FROM python:3.13-slim-bookworm AS packages
COPY requirements/base.txt /base.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes --requirement /base.txt

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --user-group --no-create-home lapor \
    && install --directory --owner lapor --group lapor /srv/var
COPY --from=packages /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=lapor.settings \
    LAPOR_VAR=/srv/var \
    STATIC_ROOT=/srv/static
WORKDIR /srv/lapor
COPY . .
# These three values are placeholders: collecting static files asks no server and signs nothing.
RUN DATABASE_URL=postgresql://nobody@nowhere/none REDIS_URL=redis://nowhere SECRET_KEY=placeholder \
    python -m django collectstatic --no-input --verbosity 0
USER lapor
EXPOSE 8000
CMD ["gunicorn", "lapor.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--workers", "3", "--threads", "4", "--preload", "--timeout", "60", \
     "--max-requests", "5000", "--max-requests-jitter", "500", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
