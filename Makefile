# What one does with this tree. `make demo` and `make test` need a Swift toolchain and a package
# manager (apt or brew), and install the rest.

SHELL := /bin/bash
comma := ,
PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
# SERVER=1 puts `tlm serve` in, RELAY=1 `tlm relay`.
TRAITS := Export$(comma)Spreadsheet$(if $(SERVER),$(comma)Server)$(if $(RELAY),$(comma)Relay)
RELEASE := $(shell scripts/release-flags.sh) $(if $(SERVER)$(RELAY),--traits $(TRAITS))
BIN = $$($(SWIFT) build $(RELEASE) --show-bin-path)
STATIC := $(shell scripts/release-flags.sh --static)
# SwiftPM passes the traits on in the order of a hash table: another order would build everything anew.
WITH_TRAITS = SWIFT_DETERMINISTIC_HASHING=1
SMALL = $$($(SWIFT) build $(STATIC) --show-bin-path)

# Homebrew keeps headers and libraries where compilers do not look by themselves.
ifeq ($(shell uname),Darwin)
BREW := $(shell brew --prefix 2>/dev/null)
export CPATH := $(BREW)/include:$(CPATH)
export LIBRARY_PATH := $(BREW)/lib:$(LIBRARY_PATH)
endif

.PHONY: help deps build small demo test bench bench-count soak mutate cluster install uninstall fmt lint docs look clean

help:
	@echo "make demo     build, take real logs in, and show where the time goes"
	@echo "make test     everything that is checked, with real processes on a real disk"
	@echo "make bench    how fast, against its peers, in one run (release build)"
	@echo "make bench-count  instructions of replays, compared with those before (valgrind)"
	@echo "make soak     the long versions of the tests: an hour or so"
	@echo "make mutate   small faults in a copy of the tree, and whether the tests notice: an hour"
	@echo "make cluster  three nats-servers on this machine for tlm relay, until Ctrl-C"
	@echo "make install  PREFIX=$(PREFIX): tlm, tlm-emit, tlm-hook and tlm-gate, completions, manual, units,"
	@echo "              sources;"
	@echo "              SERVER=1 with tlm serve, RELAY=1 with tlm relay"
	@echo "make fmt | lint | docs | look | clean"

deps:
	@scripts/deps.sh

build: deps
	$(SWIFT) build $(RELEASE) --product tlm

# The small programs, without a loader.
small: deps
	$(SWIFT) build $(STATIC) --product tlm-emit
	$(SWIFT) build $(STATIC) --product tlm-hook
	$(SWIFT) build $(STATIC) --product tlm-gate

demo: build
	@TLM=$(BIN)/tlm Examples/demo.sh

test: deps lint
	scripts/mutate.py --check
	scripts/peers.sh
	-@scripts/deps.sh --relay
	$(WITH_TRAITS) $(SWIFT) build --build-tests $$(scripts/traits.sh)
	python3 -m unittest discover -q -s Tests/Reference
	scripts/docs.sh --check
	scripts/test.sh

bench: build small
	TLM_SMALL=$(SMALL)/tlm-emit Tests/Benchmarks/run.sh

# WRITE=--write keeps the counts as those to compare with.
bench-count: build
	Tests/Benchmarks/count.py --tlm $(BIN)/tlm --work .build-bench $(WRITE)

soak: deps
	-@scripts/deps.sh --relay
	$(WITH_TRAITS) $(SWIFT) build --build-tests $$(scripts/traits.sh)
	TLM_SOAK=1 TLM_FUZZ_EXECUTIONS=1000000 TLM_RULE_FILES=100000 TLM_POLICIES=30000 scripts/test.sh

# With WORDS only those of a list, or whose name or file has one of the words.
mutate: deps
	scripts/mutate.py $(WORDS)

# Where they keep what they know: .build/cluster.
cluster:
	@Examples/cluster/cluster.py

install: build small
	INSTALLED_BIN="$(PREFIX)/bin" scripts/install.sh "$(BIN)/tlm" "$(DESTDIR)$(PREFIX)" \
	  "$(SMALL)/tlm-emit" "$(SMALL)/tlm-hook" "$(SMALL)/tlm-gate"

uninstall:
	scripts/install.sh --remove "$(DESTDIR)$(PREFIX)"

fmt:
	$(SWIFT) format --in-place --recursive Package.swift Sources Projections Examples Tests

lint:
	@scripts/lint.sh

docs: deps
	scripts/docs.sh

look: build
	@TLM=$(BIN)/tlm scripts/look.sh

clean:
	rm -rf .build .build-bench .build-docs .build-demo .build-peers
