# The suite, which the command carries. `make image` copies the static binary into the context.
FROM scratch
COPY oss403 /
COPY --chown=65532:65532 writable/ /
USER 65532:65532
# /state holds journals and kept sessions. `oss403 sweep` needs them after a killed run.
ENV OSS403_REPORTS=/reports XDG_CACHE_HOME=/state HOME=/tmp
VOLUME /reports /state
ENTRYPOINT ["/oss403", "run"]
