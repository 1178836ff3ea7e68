# The suite, which the command carries. `make image` puts the static binary into the context.
FROM scratch
COPY oss403 /
COPY --chown=65532:65532 writable/ /
USER 65532:65532
# Journals and kept sessions stand in /state, and are needed by whoever sweeps up after a run that was killed.
ENV OSS403_REPORTS=/reports XDG_CACHE_HOME=/state HOME=/tmp
VOLUME /reports /state
ENTRYPOINT ["/oss403", "run"]
