# bindery: see README.md. Everything that is made lies under out/.
#   make deps all     install what is missing, build the program and every edition of content/
#   make deps test    … and test it
.DEFAULT_GOAL := all
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/sh

BOOK ?= content
OUT ?= out
BUILD := out/build
BINDERY := $(BUILD)/bindery
PREFIX ?= /usr/local

LIBRARIES := libfyaml libcmark-gfm libxml-2.0 libzip libdeflate cairo-pdf cairo-ft freetype2 harfbuzz \
             harfbuzz-subset fontconfig fribidi libqpdf icu-uc icu-i18n libqrencode libpng
CC ?= cc
CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion
CPPFLAGS_ALL := -Isrc -D_GNU_SOURCE $(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null)
CFLAGS_ALL := -std=c17 -ffp-contract=off $(WARNINGS) $(CFLAGS)
LDLIBS_ALL := $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) \
              -lcmark-gfm-extensions -lcmark-gfm -lgumbo -lhyphen -lm

SOURCES := $(sort $(wildcard src/*.c src/*/*.c))
OBJECTS := $(SOURCES:src/%.c=$(BUILD)/obj/%.o)
LIBRARY := $(BUILD)/libbindery.a
UNIT_TESTS := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(wildcard tests/unit/*_test.c)))

.PHONY: all program epub pdf handout large-print booklet check
all: program
	$(BINDERY) build $(BOOK) -o $(OUT)
program: $(BINDERY)
epub pdf handout large-print booklet: program
	$(BINDERY) build $(BOOK) -o $(OUT) --only $@ $(OPTIONS)
check: program
	$(BINDERY) check $(BOOK)

$(BINDERY): $(BUILD)/obj/main.o $(LIBRARY)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $^ $(LDLIBS_ALL)
$(LIBRARY): $(filter-out $(BUILD)/obj/main.o,$(OBJECTS))
	rm -f $@
	ar rcsD $@ $^
$(BUILD)/obj/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<
# Objects depend on how they were compiled: other flags compile them anew.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL)' | cmp -s - $@ || echo '$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL)' > $@
.PHONY: FORCE
FORCE:
-include $(OBJECTS:.o=.d)

.PHONY: unit
unit: $(UNIT_TESTS)
	@for t in $^; do echo "== $$t"; $$t || exit 1; done
$(BUILD)/unit/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -Itests/unit -MMD -MP -o $@ $< $(LIBRARY) $(LDLIBS_ALL) -lcmocka
-include $(wildcard $(BUILD)/unit/*.d)

.PHONY: clean
clean:
	rm -rf out

.PHONY: golden accept
golden: program
	tests/golden.sh $(CURDIR)/$(BINDERY) $(CASES)
accept: program
	tests/golden.sh $(CURDIR)/$(BINDERY) --accept $(CASES)
