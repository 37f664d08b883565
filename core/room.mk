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
PO_SOURCES = $(shell find core scanners report cli tui backup \( -name '*.c' -o -name '*.h' -o -name '*.def' \) | LC_ALL=C sort)
XGETTEXT := xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ --keyword=C_:1c,2 \
	--keyword=NC_:1c,2 --keyword=ngettext:1,2 --no-location --no-wrap --sort-output \
	--package-name=kenshin --copyright-holder='The Kenshin developers'

catalogues: $(LOCALE)/ja/LC_MESSAGES/kenshin.mo
$(LOCALE)/ja/LC_MESSAGES/kenshin.mo: core/text/po/ja.po
	@mkdir -p $(@D)
	$(Q)msgfmt --check-format -o $@ $<

po:  ## bring core/text/po/ja.po up to date with the sources
	$(Q)mkdir -p $(BUILD)
	$(Q)$(XGETTEXT) -o $(BUILD)/kenshin.pot $(PO_SOURCES)
	$(Q)if [ -f core/text/po/ja.po ]; then msgmerge -q --no-wrap --no-fuzzy-matching --sort-output -U --backup=none core/text/po/ja.po $(BUILD)/kenshin.pot; fi
.PHONY: po
