# SPDX-License-Identifier: GPL-2.0-or-later
# The recipe of the stick. `make image` needs root and Debian's packages; docs/stick.md tells how.
IMAGE := $(abspath $(BUILD))/image
# One date for everything in the image: of the last commit, so that two builds are the same.
IMAGE_EPOCH = $(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct 2>/dev/null),0)

image:  ## the bootable stick, $(BUILD)/image/kenshin.img (as root; SIGNATURES=DIR|test|none)
	$(Q)image-build/install-packages.sh docs/packages-image.txt
	$(Q)$(MAKE) --no-print-directory exfat-fill
	$(Q)SOURCE_DATE_EPOCH=$(IMAGE_EPOCH) KENSHIN_BUILD=$(abspath $(BUILD)) image-build/image.sh

image-again:  ## the same image once more from nothing, and compared bit for bit
	$(Q)KENSHIN_BUILD=$(abspath $(BUILD)) image-build/again.sh

boot:  ## start that stick in QEMU, in a window or with KENSHIN_DISPLAY=vnc=:1
	$(Q)KENSHIN_BUILD=$(abspath $(BUILD)) image-build/boot.sh

.PHONY: image image-again boot
