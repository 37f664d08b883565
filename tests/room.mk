# SPDX-License-Identifier: GPL-2.0-or-later
# Tests, fixture tools and fuzz targets are found by their place; each links the room of its own
# path and those named in its "/* link: room ... */" line, so that adding one edits no build file.
TEST_SOURCES := $(sort $(shell find tests/unit -name '$(if $(T),test_$(subst -,_,$(T)).c,test_*.c)'))
FUZZ_SOURCES := $(sort $(wildcard tests/fuzz/fuzz_*.c))
BENCH_SOURCES := $(sort $(wildcard tests/bench/*.c))
TESTS := $(TEST_SOURCES:%.c=$(BUILD)/%)
FUZZERS := $(FUZZ_SOURCES:%.c=$(BUILD)/%)
TOOLS = $(FIXTURE_TOOLS)
BENCHES := $(BENCH_SOURCES:%.c=$(BUILD)/%)
DRIVER := $(BUILD)/tests/fuzz/driver.o

# One look at the first lines of all of them: FILE|link|ROOM|ROOM, FILE|libs|-lX.
HEADS := $(shell awk 'FNR > 8 { next } \
	match($$0, /\/\* (link|libs): .* \*\//) { \
		split(substr($$0, RSTART + 3, RLENGTH - 6), word, " +"); \
		line = FILENAME "|" substr(word[1], 1, 4); \
		for (i = 2; i in word; i++) line = line "|" word[i]; \
		print line }' $(TEST_SOURCES) $(FUZZ_SOURCES) $(BENCH_SOURCES) /dev/null)
head_of = $(word 2,$(1))_of_$(word 1,$(1)) := $(wordlist 3,99,$(1))
$(foreach h,$(HEADS),$(eval $(call head_of,$(subst |, ,$(h)))))
own_room = $(filter $(patsubst tests/unit/%/,%,$(dir $(1))),$(ROOMS))
linked   = $(link_of_$(1))
extra    = $(libs_of_$(1))

# $(call linked_program,SOURCE,ROOMS,PKGS,MORE OBJECTS)
define linked_program
$(BUILD)/$(1:.c=.o): ROOM_CFLAGS = $(call pkg_cflags,$(3) $(sort $(foreach r,$(call closure,$(2)),$(room_pkgs_$(r)))))
$(BUILD)/$(1:.c=): $(BUILD)/$(1:.c=.o) $(4) $(call room_archives,$(2))
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(ALL_LDFLAGS) -o $$@ $$(filter %.o,$$^) -Wl,--start-group $$(filter %.a,$$^) -Wl,--end-group $(call pkg_libs,$(3)) $(call room_link,$(2)) $(call extra,$(1))
endef
$(foreach s,$(TEST_SOURCES),$(eval $(call linked_program,$(s),$(sort $(call own_room,$(s)) $(call linked,$(s))),check)))
$(foreach s,$(FUZZ_SOURCES),$(eval $(call linked_program,$(s),$(call linked,$(s)),,$(DRIVER))))
$(foreach s,$(BENCH_SOURCES),$(eval $(call linked_program,$(s),$(call linked,$(s)))))
# Check's macros widen every number; the shipped code keeps the full list.
$(BUILD)/tests/%.o: WARN += -Wno-format-nonliteral -Wno-null-dereference -Wno-missing-prototypes -Wno-conversion -Wno-sign-conversion -Wno-sign-compare

tools: $(TOOLS)  ## the makers of fixtures
tests: $(TESTS) $(FUZZERS) $(TOOLS)  ## build the tests without running them

# Those with disks that a broker sees: root's, one after the other, and minutes long. `make test` has them.
OF_ROOT = $(if $(T),,$(patsubst %.c,$(BUILD)/%,$(shell grep -lE '(disks|memory|backup|restore)_fixture\.h"' $(TEST_SOURCES))))

check: all tests  ## unit tests, golden screens and sheets, fuzz smoke, lint; no root (T=name for one)
	$(Q)KENSHIN_BUILD=$(abspath $(BUILD)) tests/run.sh $(filter-out $(OF_ROOT),$(TESTS)) $(if $(T),,$(FUZZERS) tests/lint/*.sh)
	$(if $(OF_ROOT),@echo "$(words $(OF_ROOT)) more need root: make test")

# Inside the stick's own root, by image-build/kenshin.sh: the unit tests with that release's libraries.
stick-tests: all $(TESTS) $(TOOLS)
	$(Q)KENSHIN_BUILD=$(abspath $(BUILD)) tests/run.sh $(TESTS)

lint:  ## rooms, licence lines, tables and translations
	$(Q)KENSHIN_BUILD=$(abspath $(BUILD)) tests/run.sh tests/lint/*.sh

asan:  ## the same under ASan and UBSan
	$(Q)CK_FORK=no $(MAKE) FLAVOUR=asan check

fuzz: $(FUZZERS)  ## every reader against N mutations of its seeds (N=100000, F=name for one)
	$(Q)for f in $(if $(F),$(BUILD)/tests/fuzz/fuzz_$(F),$(FUZZERS)); do KENSHIN_FUZZ=$(or $(N),100000) $$f || exit 1; done

# For whoever reviews; none of these is a part of `make check`.
C_SOURCES = $(shell git ls-files '*.c')
C_FILES = $(shell git ls-files '*.c' '*.h')
SHIPPED_SOURCES = $(filter-out tests/%,$(C_SOURCES))
STATIC_CFLAGS = -std=c17 -D_GNU_SOURCE -DKENSHIN_VERSION='""' -DKENSHIN_PREFIX='""' -I. -include core/base/banned.h

format:  ## lay out every C file as .clang-format says (clang-format 14)
	$(Q)clang-format -i $(C_FILES)

format-check:  ## name the C files that .clang-format would change
	$(Q)bad=0; for f in $(C_FILES); do clang-format $$f | cmp -s - $$f || { echo $$f; bad=1; }; done; exit $$bad

tidy:  ## hints of clang-tidy (F=file.c for one)
	$(Q)for f in $(or $(F),$(SHIPPED_SOURCES)); do clang-tidy --quiet $$f -- $(STATIC_CFLAGS) \
		$(call pkg_cflags,$(sort $(foreach r,$(ROOMS),$(room_pkgs_$(r))))) 2>/dev/null; done

cppcheck:  ## hints of cppcheck
	$(Q)cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr --suppress=missingInclude \
		-I. -D_GNU_SOURCE $(SHIPPED_SOURCES)

.PHONY: tests tools check stick-tests lint asan fuzz format format-check tidy cppcheck
