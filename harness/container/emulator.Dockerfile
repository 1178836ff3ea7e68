# The emulator alone: harness/cmd/oss403-emulator. `make image` copies the static binary into the context.
FROM scratch
COPY oss403 /oss403
# Contents of more than 256 KiB lie in /tmp.
COPY --chown=65532:65532 writable/ /
USER 65532:65532
# The ports of the service, so that clients reach virtual hosts through network aliases.
ENV OSS403_LISTEN=:80 OSS403_TLS=:443
# The control port is reachable from outside only with OSS403_CONTROL=:8404 and a token in OSS403_CONTROL_TOKEN.
EXPOSE 80 443 8404
HEALTHCHECK --interval=5s --timeout=3s --start-period=5s CMD ["/oss403", "wait", "--timeout=2s"]
ENTRYPOINT ["/oss403", "emulator"]
