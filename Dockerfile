# The worker and every other command, the desk page included, without the embedded broker. Built in two steps, so that the image has no
# build tools; every package is checked against the hashes of the lock.
FROM python:3.12-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY requirements/build.txt requirements/desk.txt requirements/
RUN python -m venv /opt/newswire \
 && /opt/newswire/bin/pip install --require-hashes -r requirements/desk.txt \
 && pip install --require-hashes -r requirements/build.txt
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY schemas schemas
COPY scripts/compile_core.py scripts/
COPY stream stream
# With the runtime's packages in sight, for their types: the core is compiled into the wheel.
RUN PYTHONPATH=/opt/newswire/lib/python3.12/site-packages pip wheel --no-deps --no-build-isolation --wheel-dir dist . \
 && /opt/newswire/bin/pip install --no-deps dist/*.whl

FROM python:3.12-slim
# Its own user; the data folder is a volume of each container, for two workers must never share a table.
RUN useradd --system --uid 10001 --create-home newswire \
 && install --directory --owner newswire --group newswire /var/lib/newswire
COPY --from=build /opt/newswire /opt/newswire
ENV PATH=/opt/newswire/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    NEWSWIRE_DATA_DIR=/var/lib/newswire \
    NEWSWIRE_WEB_HOST=0.0.0.0 \
    NEWSWIRE_LOG_FORMAT=json
USER newswire
VOLUME /var/lib/newswire
EXPOSE 6066
EXPOSE 8090
# Ready is: has its partitions and its table; urllib raises on anything but 2xx.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:6066/readyz', timeout=4)"]
ENTRYPOINT ["newswire"]
CMD ["worker"]
