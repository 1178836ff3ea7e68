# The emulator alone. `make image` copies the static binary into the context.
FROM scratch
COPY oss403 /oss403
USER 65532:65532
# Where the service has them, so that clients reach virtual hosts by aliases of a network.
ENV OSS403_LISTEN=:80 OSS403_TLS=:443
# The control port stays in the container unless OSS403_CONTROL=:8404 and a token, OSS403_CONTROL_TOKEN, are given.
EXPOSE 80 443 8404
HEALTHCHECK --interval=5s --timeout=3s --start-period=5s CMD ["/oss403", "wait", "--timeout=2s"]
ENTRYPOINT ["/oss403", "emulator"]
