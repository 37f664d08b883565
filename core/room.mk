# SPDX-License-Identifier: GPL-2.0-or-later
# Arrows point down: core/base <- core/model <- core/record, core/text <- core/checklist.
$(eval $(call room,core/base))
$(eval $(call room,core/model,core/base))
$(eval $(call room,core/record,core/model core/base,jansson))
$(eval $(call room,core/text,core/model core/base))
$(eval $(call room,core/checklist,core/record core/text core/model core/base,jansson))

# --- translations ------------------------------------------------------------------------
# Catalogues are read from $(BUILD)/locale; `make po` refreshes ja.po from the sources.
LOCALE := $(BUILD)/locale
PO_SOURCES := $(shell find core scanners report cli tui backup signatures image-build/stick \( -name '*.c' -o -name '*.h' -o -name '*.def' \) | LC_ALL=C sort)
XGETTEXT := xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ --keyword=C_:1c,2 \
	--keyword=NC_:1c,2 --keyword=ngettext:1,2 --no-location --no-wrap --sort-output \
	--package-name=kenshin --copyright-holder='The Kenshin developers'

# ja.po is put together from parts, one per subject, so that a new check or screen brings its words
# in a file of its own.
catalogues: $(LOCALE)/ja/LC_MESSAGES/kenshin.mo
$(BUILD)/ja.po: $(sort $(wildcard core/text/po/parts/*.po)) core/text/po/header.po
	@mkdir -p $(@D)
	$(Q)msgcat --force-po --use-first --no-wrap --sort-output -o $@ core/text/po/header.po $(sort $(wildcard core/text/po/parts/*.po))
$(LOCALE)/ja/LC_MESSAGES/kenshin.mo: $(BUILD)/ja.po
	@mkdir -p $(@D)
	$(Q)msgfmt --check-format -o $@ $<

$(BUILD)/kenshin.pot: $(PO_SOURCES)
	@mkdir -p $(@D)
	$(Q)$(XGETTEXT) -o $@ $(PO_SOURCES)
pot: $(BUILD)/kenshin.pot  ## all messages of the sources
.PHONY: pot
