# SPDX-License-Identifier: GPL-2.0-or-later
# What ages: dated tables, and the loader of those that the checks judge by. A CSV file that is put
# here is found by the programs in share/kenshin/ beside bin/.
$(eval $(call room,signatures,core/model core/base))

TABLE_FILES := $(patsubst signatures/%,$(BUILD)/share/kenshin/%,$(wildcard signatures/*.csv))
tables: $(TABLE_FILES)  ## the dated tables beside the programs
all: tables
tests: tables
$(BUILD)/share/kenshin/%.csv: signatures/%.csv
	@mkdir -p $(@D)
	$(Q)cp $< $@
.PHONY: tables
