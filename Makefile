# The commands for people and CI. make passes TARGET, PROFILE, DIALECT, FOCUS, BASELINE and ALLOW on to `oss403 run`.
# The exit codes 1, 2 and 64 of `oss403 run` become make's own exit code 2.

TARGET  ?= $(or $(OSS403_TARGET),emulator:)
PROFILE ?= $(OSS403_PROFILE)
DIALECT ?= $(OSS403_DIALECT)
FOCUS   ?= $(OSS403_FOCUS)
ALLOW   ?= $(OSS403_ALLOW)
BASELINE ?= $(OSS403_BASELINE)
PROCS   ?= 1
FUZZTIME ?= 2000x
OBJECTS  ?= 100000
SOAK     ?= 10m
VERSION  ?= dev
PLATFORMS ?= linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64

OSS403 = go run ./harness/cmd/oss403

.PHONY: docs help staticcheck conformance test selftest fuzz-folder hiccups effects kills cross dist clients fuzz soak race race-half race-state lint list emulator image clean-containers bench clean

conformance: ## run the scenarios on TARGET (default: the carried emulator) and report
	@$(OSS403) run --procs=$(PROCS)

conformance: export OSS403_TARGET  := $(TARGET)
conformance: export OSS403_PROFILE := $(PROFILE)
conformance: export OSS403_FOCUS   := $(FOCUS)
conformance: export OSS403_ALLOW   := $(ALLOW)
conformance: export OSS403_BASELINE := $(BASELINE)
conformance emulator: export OSS403_DIALECT := $(DIALECT)

test: lint ## run every test: units, the suite in two ways, the self-test, short fuzzing
	go test -vet=off -skip='^TestSelftest$$' ./... # lint has run go vet
	go tool ginkgo run --no-color --succinct --procs=2 ./suites/selftest
	go tool ginkgo run --no-color --procs=2 ./suites/conformance
	go tool ginkgo run --no-color --procs=2 ./suites/conformance -- --oss.target=emulator: --oss.dialect=documented --oss.reports=
	@$(MAKE) --no-print-directory fuzz

selftest: ## run every scenario against every falsified answer, and print the figures
	@go test -count=1 -v -timeout=60m ./suites/selftest --ginkgo.succinct --ginkgo.no-color

effects: ## refuse each write but change something, and count the scenarios that notice (about four minutes)
	@OSS403_EVERY_WRITE=1 go test -count=1 -v -timeout=60m -run='^TestWhatARefusedWriteDoesAllTheSameIsNoticed$$|^TestARefusedWriteThatIsDoneIsFoundAmongItsNeighbours$$' ./suites/selftest | grep -v "^==="

hiccups: ## let each call of a run's set-up, checks and clean-up fail once, in four ways (about 5 minutes)
	@OSS403_EVERY_CALL=1 go test -count=1 -v -timeout=60m -run='^TestAHiccupSpoilsNothing$$' ./harness

kills: ## kill an emulator with --data 200 times while clients write, and compare; and keep the world of each refusal (some minutes)
	@OSS403_KILLS=1 go test -count=1 -v -timeout=20m -run='^TestKilledEmulatorLosesNothing$$' ./harness/cmd/oss403
	@OSS403_EVERY_WORLD=1 go test -count=1 -timeout=20m -run='^TestEveryChangeIsKept$$' ./harness/emulator/internal/keep

# Nobody runs the programs for other platforms here. Without inlining, the compiler needs a third less time.
cross: ## build the command for six platforms
	@set -e; here=$$(go env GOHOSTOS)/$$(go env GOHOSTARCH); \
	for platform in $(PLATFORMS); do \
	  set --; [ $$platform = $$here ] || set -- -gcflags='all=-l -dwarf=false' -ldflags='-s -w'; \
	  echo "building oss403 for $$platform"; \
	  GOOS=$${platform%/*} GOARCH=$${platform#*/} go build "$$@" -o /dev/null ./harness/cmd/oss403; \
	done

dist: ## build archives of the command for six platforms, with checksums, in dist/
	@set -e; rm -rf dist; mkdir dist; \
	for os in linux darwin windows; do for arch in amd64 arm64; do \
	  at=$$(mktemp -d); name=oss403-$(VERSION)-$$os-$$arch; \
	  CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch go build -trimpath -ldflags='-s -w' -o $$at/ ./harness/cmd/oss403; \
	  tar -czf dist/$$name.tar.gz -C $$at .; rm -rf $$at; echo "dist/$$name.tar.gz"; \
	done; done; cd dist && sha256sum *.tar.gz > SHA256SUMS

docs: ## write scenarios/CATALOGUE.md from the catalogue
	@$(OSS403) list --markdown > scenarios/CATALOGUE.md

clients: ## run the own tests of both Go SDKs, ossutil, objstore, distribution, juicefs, litestream and minio-go, and programs such as rclone, against the emulator
	@go test -count=1 -v -timeout=20m -run='^TestClients$$/^suite_of_' ./suites/clients -oss.every-test

fuzz: ## run each fuzz target for FUZZTIME, a duration or a number of inputs; two folders at a time
	@grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n1 dirname | sort -u | \
	  xargs -P2 -I{} $(MAKE) --no-print-directory fuzz-folder FOLDER={} FUZZTIME=$(FUZZTIME)

fuzz-folder:
	@set -e; at=$$(mktemp -d); trap 'rm -rf "$$at"' EXIT; \
	go test -c -fuzz=. -o $$at/fuzz.test $(FOLDER); \
	for target in $$(grep -ho '^func Fuzz[A-Za-z0-9_]*' $(FOLDER)/*_test.go | cut -c6- | sort -u); do \
	  echo "fuzzing $(FOLDER) $$target for $(FUZZTIME)"; \
	  (cd $(FOLDER) && $$at/fuzz.test -test.run='^$$' -test.fuzz="^$$target\$$" -test.fuzztime=$(FUZZTIME) -test.parallel=1 \
	    -test.fuzzcachedir=$$(go env GOCACHE)/fuzz/$$(go list)) > $$at/log 2>&1 || { cat $$at/log; exit 1; }; \
	done

soak: ## load the emulator for SOAK with several clients that change policies, ACLs, the clock and faults
	@go test -count=1 -v -timeout=0 -run='^TestSoak$$' ./harness/emulator/osstest -soak=$(SOAK)

# Without inlining and without what debuggers read, the compiler and the linker need a third less time. Two processes at a
# time, each with half of the scenarios, use two processors.
race: ## run the suite on the carried emulator with the race detector, which needs a C compiler (about a minute)
	@set -e; at=$$(mktemp -d); trap 'rm -rf "$$at"' EXIT; \
	CGO_ENABLED=1 go test -race -vet=off -gcflags='all=-l -dwarf=false' -ldflags='-s -w' -c -o $$at/race.test ./suites/conformance; \
	printf '1/2\n2/2\n' | xargs -P2 -I{} $(MAKE) --no-print-directory race-half AT=$$at HALF={}

race-half:
	@echo "racing half $(HALF)"; cd suites/conformance; \
	$(AT)/race.test --oss.target=emulator: --oss.shard=$(HALF) --oss.reports= --ginkgo.no-color > $(AT)/log-$(subst /,-,$(HALF)) 2>&1 || \
	  { cat $(AT)/log-$(subst /,-,$(HALF)); exit 1; }; \
	grep 'rows PASS' $(AT)/log-$(subst /,-,$(HALF))

race-state: ## run a short soak and the tests of the emulator's state with the race detector
	CGO_ENABLED=1 go test -race -count=1 ./harness/emulator/osstest ./harness/emulator/internal/world ./harness/emulator/internal/fault

help: ## list the make targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

# Three checks are off. SA1008: tests read headers in the case in which OSS sends them. ST1005: an error may begin with the
# name of an operation. ST1001: Ginkgo is imported with a dot.
staticcheck: ## run staticcheck
	go tool staticcheck -checks=inherit,-SA1008,-ST1005,-ST1001 ./...

lint: staticcheck ## check formatting, line width, file length, go vet and staticcheck
	@unformatted=$$(gofmt -l harness scenarios suites reports); [ -z "$$unformatted" ] || { echo "gofmt would change: $$unformatted"; exit 1; }
	@git ls-files '*.go' | xargs awk 'length($$0) > 140 { print FILENAME ":" FNR ": over 140 columns"; bad = 1 } \
	  FNR == 301 { print FILENAME ": over 300 lines"; bad = 1 } END { exit bad }'
	go vet ./...

list: ## list the scenarios
	@$(OSS403) list

emulator: ## serve the emulator
	@$(OSS403) emulator

image: ## build the images oss403-emulator:dev and oss403-conformance:dev with the Docker engine, FROM scratch
	@set -e; at=$$(mktemp -d); trap 'rm -rf "$$at"' EXIT; \
	export CGO_ENABLED=0 GOOS=linux; GOARCH=$$(docker version --format '{{.Server.Arch}}'); export GOARCH; \
	go build -ldflags='-s -w' -o $$at/emulator/oss403 ./harness/cmd/oss403-emulator; \
	go build -ldflags='-s -w' -o $$at/conformance/ ./harness/cmd/oss403; \
	mkdir -p $$at/emulator/writable/tmp $$at/conformance/writable/tmp $$at/conformance/writable/reports $$at/conformance/writable/state; \
	chmod 1777 $$at/*/writable/*; \
	for image in emulator conformance; do \
	  docker build --quiet --tag=oss403-$$image:dev --file=harness/container/$$image.Dockerfile $$at/$$image; \
	done

clean-containers: ## remove the containers that a killed run has left
	@docker ps --all --quiet --filter=label=oss403 | xargs -r docker rm --force --volumes

bench: ## measure the emulator with up to OBJECTS objects: ratios of one run in reports/out/bench.md and bench.svg
	@go run ./harness/emulator/internal/measure -objects=$(OBJECTS)
	go test -run='^$$' -bench=. ./...

clean: ## remove the reports
	rm -rf reports/out
