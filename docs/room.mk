# SPDX-License-Identifier: GPL-2.0-or-later
# The commands of the README, and the installing.

FIXTURES := $(BUILD)/fixtures

packages:  ## install what Debian offers and Kenshin needs (docs/packages.txt)
	$(Q)image-build/install-packages.sh

# Packages come first, in a make of its own: what pkg-config says is read when make starts.
demo:  ## install, build, check a sample client's disk, leave a result sheet in build/demo
	$(Q)image-build/install-packages.sh
	$(Q)$(MAKE) --no-print-directory -j2 WERROR= all fixtures
	$(Q)KENSHIN_BUILD=$(abspath $(BUILD)) tests/demo.sh

kiosk:  ## the same as the counsellor sees it, in this terminal
	$(Q)image-build/install-packages.sh
	$(Q)$(MAKE) --no-print-directory -j2 WERROR= all fixtures
	$(Q)$(BUILD)/bin/kenshin-kiosk --image $(FIXTURES)/office-disk.img --signatures $(FIXTURES)/signatures --out $(BUILD)/kiosk

test:  ## everything that is tested, on a machine as it comes
	$(Q)image-build/install-packages.sh
	$(Q)$(MAKE) --no-print-directory -j2 all tests fixtures
	$(Q)$(MAKE) --no-print-directory -j2 FLAVOUR=asan all tests
	$(Q)KENSHIN_BUILD=$(abspath $(BUILD)) image-build/test-image.sh
	$(Q)KENSHIN_BUILD=$(abspath $(BUILD)) KENSHIN_ASAN=$(abspath $(BUILD))/asan tests/all.sh

fixtures: fixture-tools  ## the sample clients and a small set of samples
	$(Q)tests/fixtures/clients/make.sh $(abspath $(BUILD))
	$(Q)tests/fixtures/signatures.sh $(abspath $(BUILD))

DEST = $(DESTDIR)$(PREFIX)
install: all  ## into DESTDIR and PREFIX
	install -d $(DEST)/bin $(DEST)/share/kenshin $(DEST)/share/man/man1 $(DEST)/share/locale/ja/LC_MESSAGES
	install -m 755 $(filter $(BUILD)/bin/%,$(PROGRAMS)) $(DEST)/bin
	install -m 644 $(wildcard signatures/*.csv) $(DEST)/share/kenshin
	install -m 644 $(wildcard docs/man/*.1) $(DEST)/share/man/man1
	install -m 644 $(LOCALE)/ja/LC_MESSAGES/kenshin.mo $(DEST)/share/locale/ja/LC_MESSAGES

.PHONY: packages demo kiosk test fixtures install
