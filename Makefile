# SPDX-License-Identifier: GPL-2.0-or-later
# One entry point. Each room names what it is made of in its room.mk; nothing is recursive.
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
.SUFFIXES:
FLAVOUR ?= release
BUILD   ?= build$(if $(filter-out release,$(FLAVOUR)),/$(FLAVOUR))
PREFIX  ?= /usr/local
VERSION := 0.1
CC      := gcc
Q := $(if $(V),,@)

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wvla -Wformat=2 -Wnull-dereference -Wduplicated-cond -Wlogical-op \
	-Wcast-qual -Wwrite-strings -Wswitch-enum
# Statement expressions (TAKE_FD) are the one GNU extension in use; -Wpedantic would refuse them.
WARN += -Wno-pedantic
# clang lacks two of these, and asks for literal formats where a va_list is passed on.
ifneq ($(findstring clang,$(CC)),)
WARN := $(filter-out -Wduplicated-cond -Wlogical-op,$(WARN)) -Wno-format-nonliteral
endif
HARDEN := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fcf-protection
CFLAGS_release := -O2 -g $(HARDEN)
CFLAGS_asan    := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
LDFLAGS_release := -pie -Wl,-z,relro,-z,now
LDFLAGS_asan    := -fsanitize=address,undefined
WERROR ?= -Werror
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -DKENSHIN_VERSION='"$(VERSION)"' -DKENSHIN_PREFIX='"$(PREFIX)"' \
	-I. -fPIE -MMD -MP $(WARN) $(WERROR) $(CFLAGS_$(FLAVOUR)) $(CFLAGS)
ALL_LDFLAGS = -Wl,--as-needed $(LDFLAGS_$(FLAVOUR)) $(LDFLAGS)

# Each question once: hundreds of tests ask for the same few libraries.
space := $() $()
pkg_name = pkg$(1)$(subst $(space),,$(2))
pkg_ask = $(if $(filter undefined,$(origin $(pkg_name))),$(eval $(pkg_name) := $(shell pkg-config $(1) $(2))))$($(pkg_name))
pkg_cflags = $(if $(strip $(1)),$(patsubst -I%,-isystem %,$(call pkg_ask,--cflags,$(strip $(1)))))
pkg_libs   = $(if $(strip $(1)),$(call pkg_ask,--libs,$(strip $(1))))

# $(call room,DIR,ROOMS IT MAY LINK,PKG-CONFIG NAMES,EXTRA LIBS): a static library of DIR/*.c.
# Only what is named here can be linked by whoever uses the room.
ROOMS :=
define room
ROOMS += $(1)
room_deps_$(1) := $(2)
room_pkgs_$(1) := $(3)
room_libs_$(1) := $(4)
room_objs_$(1) := $$(patsubst %.c,$(BUILD)/%.o,$$(filter-out %_main.c,$$(wildcard $(1)/*.c)))
# The folder itself is in the list: an archive is made anew when a file went.
$(BUILD)/lib/$(subst /,-,$(1)).a: $$(room_objs_$(1)) $$(wildcard $(1))
$(BUILD)/$(1)/%.o: ROOM_CFLAGS = $(call pkg_cflags,$(3))
endef

# All rooms that a list of rooms needs, itself included, users before used.
closure = $(if $(1),$(call uniq,$(1) $(call closure,$(foreach r,$(1),$(room_deps_$(r))))))
uniq = $(if $(1),$(call uniq,$(filter-out $(lastword $(1)),$(1))) $(lastword $(1)))
room_archives = $(foreach r,$(call closure,$(1)),$(BUILD)/lib/$(subst /,-,$(r)).a)
room_link = $(call pkg_libs,$(sort $(foreach r,$(call closure,$(1)),$(room_pkgs_$(r))))) \
	$(foreach r,$(call closure,$(1)),$(room_libs_$(r)))

# $(call program,NAME,MAIN.c,ROOMS,EXTRA LDFLAGS): the rules come after all rooms are known.
PROGRAMS :=
define program
PROGRAMS += $(BUILD)/bin/$(1)
program_main_$(1) := $(2)
program_rooms_$(1) := $(3)
program_ldflags_$(1) := $(4)
endef
define program_rule
$(BUILD)/bin/$(1): $(patsubst %.c,$(BUILD)/%.o,$(program_main_$(1))) $(call room_archives,$(program_rooms_$(1)))
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(ALL_LDFLAGS) $(program_ldflags_$(1)) -o $$@ $$(filter %.o,$$^) -Wl,--start-group $$(filter %.a,$$^) -Wl,--end-group $(call room_link,$(program_rooms_$(1)))
endef

# A wrong make or an unset room shows up at once.
# Tests come last: they link rooms by name.
include $(sort $(filter-out tests/%,$(wildcard */room.mk */*/room.mk))) $(sort $(wildcard tests/room.mk tests/*/room.mk))
$(foreach p,$(notdir $(PROGRAMS)),$(eval $(call program_rule,$(p))))

all: $(PROGRAMS) catalogues  ## build everything into build/bin

$(BUILD)/lib/%.a:
	@mkdir -p $(@D)
	$(Q)rm -f $@ && ar rcs $@ $(filter %.o,$^)

$(BUILD)/%.o: %.c core/base/banned.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(ROOM_CFLAGS) -include core/base/banned.h -c $< -o $@

help:  ## this list
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## /{printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

clean:  ## throw the build away
	rm -rf build

.PHONY: all help clean catalogues
-include $(shell find $(BUILD) -path $(BUILD)/image -prune -o -type f -name '*.d' -print 2>/dev/null)
