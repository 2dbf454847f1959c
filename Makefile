# bindery: see README.md. Everything that is made lies under out/.
#
#   make deps all     install what is missing, build the program and every edition of the book
#   make deps test    install what is missing, build the program and test it

.DEFAULT_GOAL := all
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/sh

# Debian packages: to build and run, and what the tests need on top.
PACKAGES := gcc g++ libc6-dev make pkg-config libfyaml-dev libcmark-gfm-dev libcmark-gfm-extensions-dev \
            libgumbo-dev libjansson-dev libxml2-dev liblzma-dev libzip-dev zlib1g-dev libdeflate-dev libcairo2-dev \
            libharfbuzz-dev libfribidi-dev libfreetype-dev \
            libicu-dev liblcms2-dev libqrencode-dev \
            hyphen-en-us hyphen-en-gb hyphen-de hyphen-fr hyphen-es hyphen-nl \
            fonts-texgyre fonts-noto-core fonts-noto-mono fonts-noto-cjk fonts-symbola
TEST_PACKAGES := clang libclang-rt-dev llvm libcmocka-dev valgrind poppler-utils qpdf unzip zip libxml2-utils mupdf-tools \
            zbar-tools python3 clang-format clang-tidy util-linux bsdutils
CONFORMANCE_PACKAGES := default-jdk-headless maven chromium calibre python3-pip python3-venv ca-certificates

ifneq ($(filter deps,$(MAKECMDGOALS)),)

# Packages first; then the other goals in a make of their own, which sees what was installed.
GOALS := $(filter-out deps,$(MAKECMDGOALS))
WANTED := $(PACKAGES) $(if $(filter-out all epub pdf large-print handout booklet,$(GOALS)),$(TEST_PACKAGES)) \
          $(if $(filter conformance,$(GOALS)),$(CONFORMANCE_PACKAGES))
.PHONY: deps others $(GOALS)
deps:
	@missing=; for p in $(WANTED); do \
	  dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; \
	done; \
	[ -n "$$missing" ] || { echo "every package is here"; exit 0; }; \
	echo "installing:$$missing"; \
	[ "$$(id -u)" = 0 ] && sudo= || sudo=sudo; \
	$$sudo apt-get update -qq && \
	DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null
others: deps
	@$(MAKE) --no-print-directory $(GOALS)
$(GOALS): others
	@:

else

BOOK ?= content
OUT ?= out
BUILD ?= out/build
BINDERY := $(BUILD)/bindery
PDF_MODULE := $(BUILD)/pdf.so
PREFIX ?= /usr/local

# Finding and relocating shared libraries is a good part of what a small book takes: what Debian has as archives is
# linked into the program. Tests, of which there are many, share the large ones.
ARCHIVES := libfyaml libcmark-gfm libdeflate fribidi
LARGE_ARCHIVES := libxml-2.0 icu-i18n icu-uc
LIBRARIES := libzip harfbuzz-subset harfbuzz freetype2 jansson libqrencode liblzma zlib
PDF_LIBRARIES := cairo-pdf cairo-ft freetype2 lcms2
CC ?= cc
CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion
COMPILE := -std=c17 -ffp-contract=off -D_GNU_SOURCE -Isrc $(WARNINGS) $(CFLAGS) \
           $(shell pkg-config --cflags $(ARCHIVES) $(LARGE_ARCHIVES) $(LIBRARIES) $(PDF_LIBRARIES))
LINK_SMALL := -Wl,-Bstatic -lcmark-gfm-extensions -lgumbo $(shell pkg-config --libs $(ARCHIVES))
LINK_LARGE := $(shell pkg-config --libs $(LARGE_ARCHIVES)) -lstdc++
LINK_SHARED := -Wl,-Bdynamic $(shell pkg-config --libs $(LIBRARIES)) -lm
LINK := $(LINK_SMALL) $(LINK_LARGE) $(LINK_SHARED) -static-libgcc
PDF_COMPILE := -fPIC -fvisibility=hidden -fno-plt
PDF_LINK := -Wl,-Bstatic -ldeflate -Wl,-Bdynamic $(shell pkg-config --libs $(PDF_LIBRARIES)) -lm
TEST_LINK := $(LINK_SMALL) -Wl,-Bdynamic $(LINK_LARGE) $(LINK_SHARED) $(PDF_LINK)

SOURCES := $(sort $(wildcard src/*.c src/*/*.c))
OBJECTS := $(SOURCES:src/%.c=$(BUILD)/obj/%.o)
PDF_OBJECTS := $(filter $(BUILD)/obj/pdf/%,$(OBJECTS))
LIBRARY := $(BUILD)/libbindery.a
UNIT_TESTS := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(wildcard tests/unit/*_test.c)))

# The book
# make handout INTERVIEW=bertalan-mesko VIEW=worksheet QUESTION=lesson PAPER=letter: each may be left out.
CHOICE := $(if $(PAPER),--paper $(PAPER)) $(if $(VIEW),--view $(VIEW)) $(if $(QUESTION),--question $(QUESTION)) \
          $(INTERVIEW:%=--interview %) $(if $(SIGNATURE),--signature $(SIGNATURE)) $(if $(MARKS),--marks)
.PHONY: all program epub pdf large-print handout booklet check
all: program
	$(BINDERY) build $(BOOK) -o $(OUT)
program: $(BINDERY) $(PDF_MODULE)
epub pdf large-print handout booklet: program
	$(BINDERY) build $(BOOK) -o $(OUT) --only $@ $(CHOICE)
check: program
	$(BINDERY) check $(BOOK)

# The program, and src/pdf as a module that it loads when it makes a PDF: cairo brings X11 along. What the module takes
# of the rest of src/ is the program's: `lent` names what it lacks, and the program shows it that and nothing else. Its
# own archive, libdeflate, stays inside (which also lets it be linked where it was not compiled for shared objects).
$(BINDERY): $(filter-out $(PDF_OBJECTS),$(OBJECTS)) $(BUILD)/lent
	$(CC) $(COMPILE) $(LDFLAGS) -Wl,--dynamic-list=$(BUILD)/lent -o $@ $(filter %.o,$^) $(LINK)
$(PDF_MODULE): $(PDF_OBJECTS)
	$(CC) $(COMPILE) $(LDFLAGS) -shared -Wl,--exclude-libs,ALL -o $@ $^ $(PDF_LINK)
$(PDF_OBJECTS): private COMPILE += $(PDF_COMPILE)
$(BUILD)/lent: $(PDF_MODULE)
	nm -D --undefined-only $< | sed 's/.* \([^@]*\).*/\1;/; 1s/^/{ /; $$s/$$/ };/' >$@
# Unit tests take of both what they test.
$(LIBRARY): $(filter-out $(BUILD)/obj/main.o,$(OBJECTS))
	@rm -f $@
	ar qcsD $@ $^
$(BUILD)/obj/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(COMPILE) -MMD -MP -c -o $@ $<
# Objects depend on how they were compiled: other flags compile them anew.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(COMPILE) $(PDF_COMPILE)' | cmp -s - $@ || echo '$(CC) $(COMPILE) $(PDF_COMPILE)' > $@
.PHONY: FORCE
FORCE:
-include $(OBJECTS:.o=.d)

.PHONY: install clean
install: program
	install -D $(BINDERY) $(DESTDIR)$(PREFIX)/bin/bindery
	install -D -m 644 $(PDF_MODULE) $(DESTDIR)$(PREFIX)/lib/bindery/pdf.so
	install -d $(DESTDIR)$(PREFIX)/share/bindery/styles
	install -m 644 styles/*.css $(DESTDIR)$(PREFIX)/share/bindery/styles
clean:
	rm -rf out

# Tests: tests/README.md says what each suite does.
.PHONY: test unit golden accept picture lint conformance bench fuzz
test: program $(UNIT_TESTS)
	tests/run
unit: $(UNIT_TESTS)
	tests/run unit
golden: program
	tests/golden.sh $(abspath $(BINDERY)) $(CASES)
accept: program
	tests/golden.sh $(abspath $(BINDERY)) --accept $(CASES)
picture: pdf
	python3 tests/picture.py $(OUT)/three-key-insights.pdf > $(BUILD)/page.svg
	cp $(BUILD)/page.svg styles/page.svg
lint:
	tests/lint
bench: program
	tests/bench/run $(BENCH)
fuzz:
	tests/fuzz/run $(FUZZ)
conformance: program
	tests/conformance/run

$(BUILD)/unit/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(COMPILE) -Itests/unit -MMD -MP -o $@ $< $(LIBRARY) $(TEST_LINK) -lcmocka
-include $(UNIT_TESTS:=.d)

# With BUILD=out/fuzz and a compiler that knows libFuzzer, as tests/fuzz/run gives them.
$(BUILD)/%/fuzz: tests/fuzz/%_fuzz.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(COMPILE) -fsanitize=fuzzer -o $@ $< $(LIBRARY) $(TEST_LINK)

endif
